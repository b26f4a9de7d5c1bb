using System.Net.Sockets;
using System.Runtime.InteropServices;
using LineChat.Tests.Support;
using LineChat.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Tests.Transports;

/// <summary>Clients whose network vanishes: a socket filter takes away all that the server sends to them, so that they acknowledge nothing.</summary>
public sealed class VanishedClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private readonly Poller _poller = new(inline: false, Silence);
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
    private IChatListener _listener = null!;
    private IChatConnection _server = null!;

    public async Task InitializeAsync()
    {
        var transport = new TcpTransport([TcpAddress.Parse("127.0.0.1:0")], 10, _poller, TimeProvider.System, NullLogger<TcpTransport>.Instance);
        _listener = (await transport.ListenAsync(Deadline.Token))[0];
        await _client.ConnectAsync(_listener.EndPoint, Deadline.Token);
        _server = await _listener.AcceptAsync(Deadline.Token);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _listener.DisposeAsync();
        _poller.Dispose();
    }

    [Fact]
    public async Task Who_vanishes_while_others_talk_is_noticed()
    {
        if (!OperatingSystem.IsLinux()) return;
        var receiving = _server.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        Vanish();
        await _server.SendAsync("hello"u8.ToArray(), Deadline.Token);
        await Assert.ThrowsAsync<IOException>(() => receiving.InTimeAsync());
    }

    [Fact]
    public async Task Who_is_heard_and_hears_nothing_is_noticed()
    {
        if (!OperatingSystem.IsLinux()) return;
        var receiving = ReceiveAllAsync();
        Vanish();
        await _server.SendAsync("hello"u8.ToArray(), Deadline.Token);
        using var timer = new PeriodicTimer(Silence / 4);
        for (int i = 0; i < 9 && !receiving.IsCompleted; i++) // as many as go without being acknowledged
        {
            await _client.SendAsync("x"u8.ToArray(), Deadline.Token);
            await timer.WaitForNextTickAsync(Deadline.Token);
        }

        Assert.True(receiving.IsCompleted);
        await Assert.ThrowsAsync<IOException>(() => receiving);

        async Task ReceiveAllAsync()
        {
            while (await _server.ReceiveAsync(new byte[10], CancellationToken.None) > 0)
            {
            }
        }
    }

    [Fact]
    public async Task Who_vanishes_in_silence_is_noticed()
    {
        if (!OperatingSystem.IsLinux()) return;
        var receiving = _server.ReceiveAsync(new byte[1], CancellationToken.None).AsTask();
        Vanish();
        await Assert.ThrowsAsync<IOException>(() => receiving.InTimeAsync());
    }

    [Fact]
    public async Task Who_vanishes_after_it_has_stopped_reading_is_noticed()
    {
        if (!OperatingSystem.IsLinux()) return;
        var receiving = _server.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        var sending = SendUntilItWaitsAsync();
        Vanish();
        await Assert.ThrowsAsync<IOException>(() => receiving.InTimeAsync());
        await _server.DisposeAsync().InTimeAsync();
        await Assert.ThrowsAsync<IOException>(() => sending.InTimeAsync());
    }

    [Fact]
    public async Task Who_does_not_read_but_is_there_stays()
    {
        if (!OperatingSystem.IsLinux()) return;
        var receiving = _server.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        var sending = SendUntilItWaitsAsync();
        await Task.Delay(3 * Silence);
        Assert.False(receiving.IsCompleted);
        Assert.False(sending.IsCompleted);

        var reading = Task.Run(async () =>
        {
            while (await _client.ReceiveAsync(new byte[64 * 1024], Deadline.Token) > 0)
            {
            }
        });
        await sending.InTimeAsync();
        await _server.DisposeAsync().InTimeAsync();
        await reading.InTimeAsync();
    }

    [Fact]
    public async Task Closing_the_connection_of_who_has_vanished_does_not_hang()
    {
        if (!OperatingSystem.IsLinux()) return;
        var sending = SendUntilItWaitsAsync();
        Vanish();
        await _server.DisposeAsync().InTimeAsync();
        await Assert.ThrowsAsync<IOException>(() => sending.InTimeAsync());
    }

    [Fact]
    public void By_default_it_is_noticed_within_two_minutes()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        SocketTuning.Apply(socket, Liveness.DefaultLimit);
        int Option(SocketOptionName name) => (int)socket.GetSocketOption(SocketOptionLevel.Tcp, name)!;
        int inSilence = Option(SocketOptionName.TcpKeepAliveTime) + (Option(SocketOptionName.TcpKeepAliveInterval) * Option(SocketOptionName.TcpKeepAliveRetryCount));
        Assert.Equal(100, inSilence);

        using var poller = new Poller(inline: false);
        Assert.InRange(poller.Silence + (3 * poller.LookEvery), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(120)); // RFC 5482, 3.1, asks for 100 at least
    }

    // BPF's program "ret 0" takes nothing of any packet (socket(7), SO_ATTACH_FILTER).
    private void Vanish()
    {
        ulong[] filter = GC.AllocateArray<ulong>(1, pinned: true); // struct sock_filter
        filter[0] = 0x06; // BPF_RET | BPF_K
        byte[] program = new byte[2 * IntPtr.Size]; // struct sock_fprog: how many, and where
        program[0] = 1;
        MemoryMarshal.Write(program.AsSpan(IntPtr.Size), Marshal.UnsafeAddrOfPinnedArrayElement(filter, 0));
        _client.SetRawSocketOption(1, 26, program); // SOL_SOCKET, SO_ATTACH_FILTER
    }

    private Task SendUntilItWaitsAsync()
    {
        Task sending;
        do sending = _server.SendAsync(new byte[16 * 1024], CancellationToken.None).AsTask();
        while (sending.IsCompletedSuccessfully);
        return sending;
    }
}
