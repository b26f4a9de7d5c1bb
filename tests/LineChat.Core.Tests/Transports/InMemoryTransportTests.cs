using LineChat.Tests.Contracts;
using LineChat.Tests.Support;

namespace LineChat.Tests.Transports;

public sealed class InMemoryTransportTests : TransportContract
{
    private readonly InMemoryTransport _transport = new();

    [Fact]
    public async Task A_client_that_stops_reading_makes_sends_wait_whatever_the_window()
    {
        await using var listener = await ListenAsync();
        await using var client = _transport.Connect();
        var server = await listener.AcceptAsync(Deadline.Token);
        client.StopReading();
        var sending = server.SendAsync("hello"u8.ToArray(), Deadline.Token).AsTask();
        Assert.False(sending.IsCompleted);
        client.ResumeReading();
        await sending.InTimeAsync();
        Assert.Equal(5, await client.ReceiveAsync(new byte[10], Deadline.Token));
    }

    [Fact]
    public async Task Nobody_can_connect_once_the_listener_is_gone()
    {
        await (await ListenAsync()).DisposeAsync();
        Assert.Throws<InvalidOperationException>(() => _transport.Connect());
    }

    [Fact]
    public async Task Who_was_not_accepted_before_the_listener_is_gone_is_closed()
    {
        var listener = await ListenAsync();
        await using var client = _transport.Connect();
        await listener.DisposeAsync();
        Assert.Equal(0, await client.ReceiveAsync(new byte[10], Deadline.Token));
    }

    [Fact]
    public async Task Who_breaks_off_while_it_receives_is_told_that_the_connection_is_closed()
    {
        await using var listener = await ListenAsync();
        for (int i = 0; i < 500; i++)
        {
            await using var client = _transport.Connect();
            var server = await listener.AcceptAsync(Deadline.Token);
            for (int piece = 0; piece < 20; piece++) await server.SendAsync(new byte[100], Deadline.Token);
            using var start = new Barrier(2);
            var receiving = Task.Run(async () =>
            {
                start.SignalAndWait();
                while (await client.ReceiveAsync(new byte[10], Deadline.Token) > 0)
                {
                }
            });
            start.SignalAndWait();
            client.Reset();
            await Assert.ThrowsAsync<IOException>(() => receiving.InTimeAsync());
        }
    }

    private protected override async ValueTask<IChatListener> ListenAsync() => (await _transport.ListenAsync(Deadline.Token))[0];

    private protected override ValueTask<ChatClient> ConnectAsync(IChatListener listener) => new(new MemoryChatClient(_transport.Connect()));
}
