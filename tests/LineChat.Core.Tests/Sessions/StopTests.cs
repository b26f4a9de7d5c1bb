using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class StopTests : IAsyncLifetime
{
    private const string Notice = "*** The server is stopping. ***";

    private ChatFixture _chat = null!;

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecond = 0, overTcp: true);

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task Everybody_is_told_those_at_the_prompt_too_and_then_closed()
    {
        var clients = await _chat.SignOnAsync("Ann", "Bob");
        var tcp = await _chat.ConnectTcpAsync();
        await tcp.SignOnAsync("Tcp");
        foreach (var client in clients) await client.ExpectLineAsync("+++ Tcp arrived +++");
        var prompted = _chat.Connect();
        await prompted.ExpectAsync(ChatClient.Prompt);
        var promptedOverTcp = await _chat.ConnectTcpAsync();
        await promptedOverTcp.ExpectAsync(ChatClient.Prompt);

        var stopping = _chat.Server.StopAsync(Deadline.Token);
        foreach (ChatClient client in (ChatClient[])[.. clients, prompted, tcp, promptedOverTcp])
        {
            await client.ExpectLineAsync(Notice);
            await client.ExpectClosedAsync();
            await client.DisposeAsync();
        }

        await stopping.InTimeAsync();
        Assert.Throws<InvalidOperationException>(() => _chat.Connect());
    }

    [Fact]
    public async Task What_was_said_before_comes_before_the_notice()
    {
        var clients = await _chat.SignOnAsync("Ann", "Bob");
        clients[1].StopReading();
        _chat.Room.Announce("before");
        var stopping = _chat.Server.StopAsync(Deadline.Token);
        clients[1].ResumeReading();
        await clients[1].ExpectAsync($"*** before ***\r\n{Notice}\r\n");
        await clients[1].ExpectClosedAsync();
        await stopping.InTimeAsync();
    }

    [Fact]
    public async Task Who_does_not_read_is_cut_off_after_the_flush_timeout()
    {
        var clients = await _chat.SignOnAsync("Ann", "Bob");
        clients[0].StopReading();
        var stopping = _chat.Server.StopAsync(Deadline.Token);
        await clients[1].ExpectLineAsync(Notice);
        await clients[1].ExpectClosedAsync();
        await _chat.Time.PassAsync(TimeSpan.FromSeconds(5));
        await stopping.InTimeAsync();
        await clients[0].ReadUntilClosedAsync();
    }

    [Fact]
    public async Task A_stop_that_must_be_quick_cuts_off_at_once()
    {
        var clients = await _chat.SignOnAsync("Ann");
        clients[0].StopReading();
        using var atOnce = new CancellationTokenSource();
        var stopping = _chat.Server.StopAsync(atOnce.Token);
        Assert.False(stopping.IsCompleted);
        await atOnce.CancelAsync();
        await stopping.InTimeAsync();
    }

    [Fact]
    public async Task A_stop_with_nobody_there_is_done_at_once() => await _chat.Server.StopAsync(Deadline.Token).InTimeAsync();

    [Fact]
    public async Task A_connection_served_after_the_stop_is_closed()
    {
        await _chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await using var late = new InMemoryClient(1000);
        await _chat.Server.ServeAsync(late.Connection).InTimeAsync();
        Assert.Equal(0, await late.ReceiveAsync(new byte[100], Deadline.Token));
    }

    [Fact]
    public async Task A_host_may_end_one_conversation_that_it_serves_itself()
    {
        await using var peer = new InMemoryClient(1000);
        await using var client = new MemoryChatClient(peer);
        using var over = new CancellationTokenSource();
        var served = _chat.Server.ServeAsync(peer.Connection, cancellationToken: over.Token);
        await client.SignOnAsync("Ann");
        Assert.Equal(["Ann"], _chat.Room.Nicknames);
        await over.CancelAsync();
        await served.InTimeAsync();
        await client.ExpectClosedAsync();
        Assert.Empty(_chat.Room.Nicknames);
    }

    [Fact]
    public async Task A_stop_in_a_storm_of_arrivals_and_lines_ends_in_time_and_closes_everybody()
    {
        using var over = new CancellationTokenSource();
        var storm = Enumerable.Range(0, 8).Select(who => Task.Run(async () =>
        {
            for (int i = 0; !over.IsCancellationRequested; i++)
            {
                MemoryChatClient client;
                try
                {
                    client = _chat.Connect();
                    await client.TypeAsync($"s{who}.{i}\r\nhello\r\n/who\r\n/nick t{who}.{i}\r\nbye\r\n");
                    if (i % 3 == 0) client.Reset();
                    else if (i % 3 == 1) client.CloseSending();
                }
                catch (Exception exception) when (exception is InvalidOperationException or IOException)
                {
                    return;
                }

                if (i % 3 == 0) await client.DisposeAsync();
                else if (i % 3 == 1 || i > 60) await client.ReadUntilClosedAsync();
            }
        })).ToArray();

        await using var events = Events.Watch(_chat.Room.WatchAsync());
        for (int i = 0; i < 300; i++) await events.NextAsync();
        await _chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await over.CancelAsync();
        await Task.WhenAll(storm).InTimeAsync();
        Assert.Empty(_chat.Room.Nicknames);
    }
}
