using System.Net;
using System.Net.Sockets;
using LineChat.Transports;
using Microsoft.Win32.SafeHandles;

namespace LineChat.Tests.Transports;

/// <summary>Where the system has no io_uring, or forbids it, there is nothing to test.</summary>
public sealed class IoUringTests : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly int[] _taken = new int[8];

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    [Fact]
    public void Each_socket_gets_its_own_bytes_time_after_time()
    {
        using var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        Assert.Equal(8, ring.Capacity);
        var pairs = Enumerable.Range(0, 5).Select(_ => Pair()).ToArray();
        for (int round = 0; round < 100; round++)
        {
            byte[][] texts = [.. pairs.Select((_, index) => Text(1 + (round + index) % 7, (byte)(round + index)))];
            for (int i = 0; i < pairs.Length; i++) ring.Prepare((int)pairs[i].Server.Handle, texts[i]);
            Assert.True(ring.TrySubmit(_taken));
            Assert.Equal(texts.Select(text => text.Length), _taken[..5]);
            for (int i = 0; i < pairs.Length; i++) Assert.Equal(texts[i], Receive(pairs[i].Client, texts[i].Length));
        }
    }

    [Fact]
    public void Nothing_waits_for_a_socket_that_takes_no_more_and_the_others_get_theirs()
    {
        using var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        var (full, _) = Pair();
        var (free, client) = Pair();
        byte[] much = Text(64 * 1024, 7);
        do
        {
            ring.Prepare((int)full.Handle, much);
            Assert.True(ring.TrySubmit(_taken));
        }
        while (_taken[0] > 0);

        byte[] text = Text(3, 1);
        ring.Prepare((int)full.Handle, much);
        ring.Prepare((int)free.Handle, text);
        Assert.True(ring.TrySubmit(_taken));
        Assert.Equal([0, 3], _taken[..2]);
        Assert.Equal(text, Receive(client, 3));
    }

    [Fact]
    public void Where_nobody_is_nothing_is_taken()
    {
        using var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        var (gone, client) = Pair();
        client.LingerState = new(true, 0);
        client.Dispose();
        Assert.True(gone.Poll(10_000_000, SelectMode.SelectRead));
        byte[] text = Text(1, 1);
        ring.Prepare((int)gone.Handle, text);
        ring.Prepare(int.MaxValue, text);
        Assert.True(ring.TrySubmit(_taken));
        Assert.Equal([0, 0], _taken[..2]);
    }

    [Fact]
    public void It_says_when_the_system_will_not()
    {
        var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        var (server, _) = Pair();
        byte[] text = Text(1, 1);
        using var closed = new SafeFileHandle(ring.DangerousGetHandle(), ownsHandle: true);
        closed.Dispose();
        ring.Prepare((int)server.Handle, text);
        _taken[0] = 9;
        Assert.False(ring.TrySubmit(_taken));
        Assert.Equal(0, _taken[0]);
        ring.SetHandleAsInvalid(); // its descriptor is closed already
    }

    // As the batches of a room are: in memory that does not move.
    private static byte[] Text(int length, byte value)
    {
        byte[] text = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        text.AsSpan().Fill(value);
        return text;
    }

    private static byte[] Receive(Socket socket, int length)
    {
        byte[] bytes = new byte[length];
        for (int count = 0; count < length;) count += socket.Receive(bytes.AsSpan(count));
        return bytes;
    }

    private (Socket Server, Socket Client) Pair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000 };
        client.Connect(listener.LocalEndPoint!);
        var server = listener.Accept();
        _sockets.AddRange([server, client]);
        return (server, client);
    }
}
