using LineChat.Tests.Support;
using LineChat.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Tests.Transports;

public sealed class SocketBatchSenderTests : IAsyncLifetime
{
    private readonly Poller _poller = new(inline: false);
    private IChatListener _listener = null!;
    private TcpChatClient _client = null!;
    private IChatConnection _connection = null!;

    public async Task InitializeAsync()
    {
        var transport = new TcpTransport([TcpAddress.Parse("127.0.0.1:0")], 10, _poller, TimeProvider.System, NullLogger<TcpTransport>.Instance);
        _listener = (await transport.ListenAsync(Deadline.Token))[0];
        _client = await TcpChatClient.ConnectAsync(_listener.EndPoint);
        _connection = await _listener.AcceptAsync(Deadline.Token);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        _poller.Dispose();
        await _connection.DisposeAsync().InTimeAsync(); // which waits for whoever holds the descriptor
        await _listener.DisposeAsync();
    }

    [Fact]
    public async Task It_sends_to_a_TCP_connection()
    {
        using var ring = IoUring.TryCreate();
        if (ring is null) return;
        var sender = new SocketBatchSender(ring, NullLogger.Instance);
        int[] taken = new int[sender.Capacity];
        foreach (string text in (string[])["Hello", ", ", "world"])
        {
            Assert.True(sender.TryAdd(_connection, Pinned(text)));
            sender.Submit(taken);
            Assert.Equal(text.Length, taken[0]);
        }

        await _client.ExpectAsync("Hello, world");
    }

    [Fact]
    public void Without_a_ring_it_sends_to_nobody()
    {
        var sender = new SocketBatchSender(null, NullLogger.Instance);
        Assert.Equal(0, sender.Capacity);
        Assert.False(sender.TryAdd(_connection, Pinned("x")));
    }

    [Fact]
    public async Task It_does_not_send_to_other_connections_nor_to_those_that_are_closed()
    {
        using var ring = IoUring.TryCreate();
        if (ring is null) return;
        var sender = new SocketBatchSender(ring, NullLogger.Instance);
        var transport = new InMemoryTransport();
        var listener = (await transport.ListenAsync(Deadline.Token))[0];
        transport.Connect();
        Assert.False(sender.TryAdd(await listener.AcceptAsync(Deadline.Token), Pinned("x")));

        await _client.DisposeAsync();
        await _connection.DisposeAsync();
        Assert.False(sender.TryAdd(_connection, Pinned("x")));
    }

    [Fact]
    public async Task After_a_passing_failure_it_sends_again()
    {
        int calls = 0;
        using var ring = IoUring.TryCreate(8, (descriptor, toSubmit, toComplete) => calls++ == 0 ? -11 : IoUring.Call(descriptor, toSubmit, toComplete));
        if (ring is null) return;
        var log = new RecordingLogger();
        var sender = new SocketBatchSender(ring, log);
        int[] taken = new int[sender.Capacity];
        foreach (int expected in (int[])[0, 1])
        {
            Assert.True(sender.TryAdd(_connection, Pinned("x")));
            sender.Submit(taken);
            Assert.Equal(expected, taken[0]);
        }

        await _client.ExpectAsync("x");
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Once_it_has_failed_for_good_it_says_why_and_sends_to_nobody_and_lets_the_connection_go()
    {
        var ring = IoUring.TryCreate(8, (_, _, _) => -1);
        if (ring is null) return;
        var log = new RecordingLogger();
        var sender = new SocketBatchSender(ring, log);
        int[] taken = new int[sender.Capacity];
        Assert.True(sender.TryAdd(_connection, Pinned("x")));
        sender.Submit(taken);
        Assert.Equal(0, taken[0]);
        Assert.False(sender.TryAdd(_connection, Pinned("x")));
        Assert.StartsWith("Warning: io_uring has failed: Operation not permitted (error 1).", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.True(ring.IsClosed);
        await _connection.SendAsync("still here"u8.ToArray(), Deadline.Token);
        await _client.ExpectAsync("still here");
    }

    [Fact]
    public void Disposed_of_it_sends_to_nobody()
    {
        var ring = IoUring.TryCreate(8);
        if (ring is null) return;
        var sender = new SocketBatchSender(ring, NullLogger.Instance);
        sender.Dispose();
        Assert.False(sender.TryAdd(_connection, Pinned("x")));
    }

    private static PinnedBytes Pinned(string text)
    {
        var pinned = PinnedBytes.Allocate(text.Length, out byte[] bytes);
        System.Text.Encoding.ASCII.GetBytes(text, bytes);
        return pinned;
    }
}
