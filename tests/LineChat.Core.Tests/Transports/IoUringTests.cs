using System.Net;
using System.Net.Sockets;
using LineChat.Transports;

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
            PinnedBytes[] texts = [.. pairs.Select((_, index) => Text(1 + (round + index) % 7, (byte)(round + index)))];
            for (int i = 0; i < pairs.Length; i++) ring.TryPrepare((int)pairs[i].Server.Handle, texts[i]);
            Assert.Equal(0, ring.Submit(_taken));
            Assert.Equal(texts.Select(text => text.Length), _taken[..5]);
            for (int i = 0; i < pairs.Length; i++) Assert.Equal(texts[i].Memory.ToArray(), Receive(pairs[i].Client, texts[i].Length));
        }
    }

    [Fact]
    public void Nothing_waits_for_a_socket_that_takes_no_more_and_the_others_get_theirs()
    {
        using var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        var (full, _) = Pair();
        var (free, client) = Pair();
        var much = Text(64 * 1024, 7);
        do
        {
            ring.TryPrepare((int)full.Handle, much);
            Assert.Equal(0, ring.Submit(_taken));
        }
        while (_taken[0] > 0);

        var text = Text(3, 1);
        ring.TryPrepare((int)full.Handle, much);
        ring.TryPrepare((int)free.Handle, text);
        Assert.Equal(0, ring.Submit(_taken));
        Assert.Equal([0, 3], _taken[..2]);
        Assert.Equal(text.Memory.ToArray(), Receive(client, 3));
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
        var text = Text(1, 1);
        ring.TryPrepare((int)gone.Handle, text);
        ring.TryPrepare(int.MaxValue, text);
        Assert.Equal(0, ring.Submit(_taken));
        Assert.Equal([0, 0], _taken[..2]);
    }

    [Theory]
    [InlineData(4)] // EINTR
    [InlineData(11)] // EAGAIN
    [InlineData(12)] // ENOMEM
    [InlineData(16)] // EBUSY
    [InlineData(0)] // none was taken out of the queue
    public void What_keeps_the_system_from_it_for_a_moment_costs_at_most_one_batch(int error)
    {
        int calls = 0;
        using var ring = IoUring.TryCreate(8, (descriptor, toSubmit, toComplete) => calls++ == 1 ? -error : IoUring.Call(descriptor, toSubmit, toComplete));
        if (ring is null) return;
        var pairs = Enumerable.Range(0, 5).Select(_ => Pair()).ToArray();
        for (int round = 0; round < 20; round++)
        {
            var text = Text(3, (byte)round);
            foreach (var (server, _) in pairs) ring.TryPrepare((int)server.Handle, text);
            Assert.Equal(0, ring.Submit(_taken));
            bool isLost = round == 1 && error != 4; // which is called again at once
            Assert.Equal(Enumerable.Repeat(isLost ? 0 : 3, 5), _taken[..5]);
            foreach (var (_, client) in isLost ? [] : pairs) Assert.Equal(text.Memory.ToArray(), Receive(client, 3));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_was_submitted_before_that_is_told_and_what_was_not_is_taken_out(int submittedBefore)
    {
        int calls = 0;
        using var ring = IoUring.TryCreate(8, (descriptor, _, _) => calls++ == 0 ? IoUring.Call(descriptor, submittedBefore, 0) : -11);
        if (ring is null) return;
        var pairs = Enumerable.Range(0, 5).Select(_ => Pair()).ToArray();
        var text = Text(3, 1);
        foreach (var (server, _) in pairs) ring.TryPrepare((int)server.Handle, text);
        Assert.Equal(0, ring.Submit(_taken));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => i < submittedBefore ? 3 : 0), _taken[..5]);

        ring.TryPrepare((int)pairs[4].Server.Handle, text);
        calls = 0;
        Assert.Equal(0, ring.Submit(_taken));
        Assert.Equal(3, _taken[0]);
        Assert.Equal(text.Memory.ToArray(), Receive(pairs[4].Client, 3));
        Assert.Equal(0, pairs[3].Client.Available - (submittedBefore > 3 ? 3 : 0));
    }

    [Fact]
    public void Any_other_error_is_told()
    {
        using var ring = IoUring.TryCreate(8, (_, _, _) => -9);
        if (ring is null) return;
        var (server, _) = Pair();
        ring.TryPrepare((int)server.Handle, Text(1, 1));
        _taken[0] = 9;
        Assert.Equal(9, ring.Submit(_taken));
        Assert.Equal(0, _taken[0]);
    }

    [Fact]
    public void Disposed_of_in_the_middle_it_sends_what_was_prepared_and_then_nothing()
    {
        var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        var (server, client) = Pair();
        var text = Text(3, 1);
        Assert.True(ring.TryPrepare((int)server.Handle, text));
        ring.Dispose();
        Assert.True(ring.TryPrepare((int)server.Handle, text));
        Assert.Equal(0, ring.Submit(_taken));
        Assert.Equal([3, 3], _taken[..2]);
        Receive(client, 6);
        Assert.False(ring.TryPrepare((int)server.Handle, text));
    }

    private static PinnedBytes Text(int length, byte value)
    {
        var text = PinnedBytes.Allocate(length, out byte[] bytes);
        bytes.AsSpan().Fill(value);
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
