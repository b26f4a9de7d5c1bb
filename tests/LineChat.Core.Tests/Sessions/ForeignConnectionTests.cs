using System.Net;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>Connections of the host's that do something wrong, at the end above all: each ends alone, and a stop does not wait for it.</summary>
public sealed class ForeignConnectionTests
{
    public static TheoryData<ConnectionFault> Faults => [.. Enum.GetValues<ConnectionFault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Its_place_is_free_for_the_next_whatever_it_does(ConnectionFault fault)
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.MaxConnections, options.Limits.MaxConnectionsPerAddress) = (1, 1));
        await using var peer = new InMemoryClient(64 * 1024);
        using var connection = new FaultyConnection(peer.Connection, fault);
        using var over = new CancellationTokenSource();
        var served = chat.Server.ServeAsync(connection, cancellationToken: over.Token);
        if (fault is not (ConnectionFault.ReceiveThrows or ConnectionFault.SendThrows)) await peer.TypeAsync("Ann\n");
        await over.CancelAsync();
        await PassUntilAsync(chat, served);

        await chat.ConnectFrom("192.0.2.7").SignOnAsync("Bob");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_stop_with_a_token_that_is_cancelled_does_not_wait_for_it(ConnectionFault fault)
    {
        await using var chat = await ChatFixture.StartAsync();
        await using var peer = new InMemoryClient(64 * 1024);
        using var connection = new FaultyConnection(peer.Connection, fault);
        _ = chat.Server.ServeAsync(connection);
        var stopping = chat.Server.StopAsync(new CancellationToken(canceled: true));
        await PassUntilAsync(chat, stopping);
    }

    [Fact]
    public async Task One_whose_receive_takes_a_moment_to_end_is_not_asked_for_another_meanwhile()
    {
        await using var chat = await ChatFixture.StartAsync();
        await using var peer = new InMemoryClient(64 * 1024);
        await using var ann = new MemoryChatClient(peer);
        var connection = new LateConnection(peer.Connection);
        _ = chat.Server.ServeAsync(connection);
        await ann.SignOnAsync("Ann");
        await ann.TypeAsync(string.Concat(Enumerable.Repeat("x\n", 21)));
        await ann.ExpectLineAsync("You are faster than 5 lines a second. Your lines wait for their turn.");
        while (!connection.IsReceiving) await Task.Delay(1, Deadline.Token);
        await chat.Time.PassAsync(TimeSpan.FromMilliseconds(200)); // the last one's turn comes, and the receive that ran meanwhile is cancelled
        await connection.Cancelled.InTimeAsync();
        await ann.TypeLineAsync("/quit");
        connection.End();
        await chat.Time.PassUntilAsync(ann.ExpectClosedAsync(), TimeSpan.FromMilliseconds(200));
        Assert.False(connection.HasOverlapped);
    }

    [Fact]
    public async Task None_is_an_ArgumentNullException_and_a_stop_does_not_mind()
    {
        await using var chat = await ChatFixture.StartAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(() => chat.Server.ServeAsync(null!));
        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await chat.ExpectCountAsync("linechat.connections", 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_served_already_is_refused_and_goes_on(bool isForeign)
    {
        await using var chat = await ChatFixture.StartAsync();
        await using var peer = new InMemoryClient(64 * 1024);
        await using var ann = new MemoryChatClient(peer);
        var connection = isForeign ? new WatchedConnection(peer.Connection) : peer.Connection;
        _ = chat.Server.ServeAsync(connection);
        await Assert.ThrowsAsync<InvalidOperationException>(() => chat.Server.ServeAsync(connection));
        await ann.SignOnAsync("Ann");
        await chat.ExpectCountAsync("linechat.connections", 1);
    }

    /// <summary>A connection that ends a receive which was cancelled only when it is told to.</summary>
    private sealed class LateConnection(IChatConnection connection) : IChatConnection
    {
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _receives;

        public string Id => connection.Id;

        public EndPoint? RemoteEndPoint => connection.RemoteEndPoint;

        public Task Cancelled => _cancelled.Task;

        public bool IsReceiving => Volatile.Read(ref _receives) > 0;

        public bool HasOverlapped { get; private set; }

        public void End() => _end.SetResult();

        public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            HasOverlapped |= Interlocked.Increment(ref _receives) > 1;
            try
            {
                return await connection.ReceiveAsync(buffer, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _cancelled.TrySetResult();
                await _end.Task;
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref _receives);
            }
        }

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => connection.SendAsync(bytes, cancellationToken);

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }

    // The clock goes on until it has happened, in steps shorter than what is looked at once more.
    private static async Task PassUntilAsync(ChatFixture chat, Task task)
    {
        var deadline = Deadline.Token;
        while (!task.IsCompleted)
        {
            deadline.ThrowIfCancellationRequested();
            chat.Time.Advance(TimeLimit.SecondLook / 10);
            await Task.Delay(1, CancellationToken.None);
        }

        await task;
    }
}
