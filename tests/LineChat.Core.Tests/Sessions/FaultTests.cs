using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LineChat.Tests.Sessions;

/// <summary>What fails or hangs beside a session, and stops at whatever moment: nobody else notices, and nothing is left behind.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan StopAtMost = TimeSpan.FromSeconds(5 + 2) - TimeLimit.SecondLook; // the flush timeout, and closing

    [Fact]
    public async Task A_logger_that_throws_hurts_nobody_whoever_comes_goes_stalls_or_is_refused()
    {
        await using var chat = await ChatFixture.StartAsync(
            options => options.Limits.MaxConnectionsPerAddress = 1,
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FailingLogger())));
        var clients = await chat.SignOnAsync("Ann", "Slow", "Ben");
        await chat.ConnectFrom("192.0.2.1").SignOnAsync("Far");
        await clients[0].ExpectLineAsync("+++ Far arrived +++");
        var refused = chat.ConnectFrom("192.0.2.1");
        Assert.StartsWith("There are too many", await refused.ReadLineAsync(), StringComparison.Ordinal);
        await refused.ExpectClosedAsync();

        clients[1].StopReading();
        chat.Room.Announce("hello");
        await chat.Time.PassAsync(TimeSpan.FromSeconds(30));
        await clients[0].ExpectLineAsync("*** hello ***");
        await clients[0].ExpectLineAsync("--- Slow left ---");
        clients[2].Reset();
        await clients[0].ExpectLineAsync("--- Ben left ---");
        await chat.ExpectCountAsync("linechat.connections", 2);

        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await clients[0].ExpectLineAsync("*** The server is stopping. ***");
        await clients[0].ExpectClosedAsync();
        await chat.ExpectCountAsync("linechat.connections", 0);
        await chat.ExpectCountAsync("linechat.members", 0);
    }

    [Fact]
    public async Task Who_could_not_be_welcomed_is_counted_in_and_out()
    {
        var formatter = new ThrowingFormatter(message => message is { Kind: ChatMessageKind.Welcome, Nickname: "Ben" });
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        for (int i = 0; i < 3; i++)
        {
            var ben = chat.Connect();
            await ben.ExpectAsync(ChatClient.Prompt);
            await ben.TypeLineAsync("Ben");
            await ann.ExpectLineAsync("+++ Ben arrived +++");
            await ann.ExpectLineAsync("--- Ben left ---");
            await ben.ReadToEndAsync();
        }

        await chat.ExpectCountAsync("linechat.connections", 1);
        await chat.ExpectCountAsync("linechat.members", 1);
    }

    [Fact]
    public async Task A_listener_of_the_meter_that_throws_hurts_only_itself()
    {
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>(static (instrument, _, _, _) =>
        {
            if (instrument.Meter.Name == "LineChat") throw new InvalidOperationException("The listener has failed.");
        });
        listener.Start();
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Slow");
        clients[1].StopReading();
        await clients[0].TypeLineAsync("hello");
        Assert.ThrowsAny<Exception>(listener.RecordObservableInstruments);
        await chat.Time.PassAsync(TimeSpan.FromSeconds(30));
        await clients[0].ExpectLineAsync("--- Slow left ---");
    }

    [Theory]
    [InlineData("Eve")]
    [InlineData("boom")]
    public async Task A_decoder_that_throws_ends_that_session_alone(string bad)
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<ILineCodec>(new ThrowingCodec(Encoding.UTF8.GetBytes(bad))));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var eve = chat.Connect();
        await eve.ExpectAsync(ChatClient.Prompt);
        await eve.TypeAsync("Eve\r\nboom\r\n");
        await eve.ReadUntilClosedAsync();
        if (bad != "Eve")
        {
            await ann.ExpectLineAsync("+++ Eve arrived +++");
            await ann.ExpectLineAsync("--- Eve left ---");
        }

        chat.Room.Announce("still here");
        await ann.ExpectLineAsync("*** still here ***");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_author_of_a_command_that_throws_is_told_and_stays_and_the_failure_is_logged(bool later)
    {
        var log = new RecordingLogger();
        await using var chat = await ChatFixture.StartAsync(replace: services => services
            .AddSingleton<IChatCommand>(new ThrowingCommand(later, new IOException("The command has failed.")))
            .AddLogging(logging => logging.AddProvider(log)));
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].TypeLineAsync("/fail now");
        await clients[0].ExpectLineAsync("Something went wrong with /fail. It has been logged.");
        await clients[0].TypeLineAsync("still here");
        await clients[1].ExpectLineAsync("Ann> still here");
        Assert.Contains("Error: The command /fail of Ann failed.The command has failed.", log.Lines);
    }

    [Fact]
    public async Task A_command_that_gives_up_for_itself_has_failed_and_one_whose_author_leaves_has_not()
    {
        var log = new RecordingLogger();
        var waiting = new Waiting();
        await using var chat = await ChatFixture.StartAsync(replace: services => services
            .AddSingleton<IChatCommand>(new ThrowingCommand(false, new OperationCanceledException("Too slow.")))
            .AddSingleton<IChatCommand>(waiting)
            .AddLogging(logging => logging.AddProvider(log)));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/fail");
        await ann.ExpectLineAsync("Something went wrong with /fail. It has been logged.");
        await ann.TypeLineAsync("/wait");
        await waiting.Begun.InTimeAsync();
        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await chat.ExpectCountAsync("linechat.connections", 0);
        Assert.Single(log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_throws_at_a_command_is_told_too()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(new ThrowingPolicy("boom")));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/nick boom");
        await ann.ExpectLineAsync("Something went wrong with /nick. It has been logged.");
        await ann.TypeLineAsync("/who");
        await ann.ExpectLineAsync("1 here: Ann.");
    }

    [Fact]
    public async Task A_command_that_never_ends_holds_nobody_else_and_not_the_connection()
    {
        using var hanging = new Hanging();
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IChatCommand>(hanging));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await using var peer = new InMemoryClient(64 * 1024);
        var connection = new WatchedConnection(peer.Connection);
        var served = chat.Server.ServeAsync(connection);
        await peer.TypeAsync("Eve\n/hang\nnot said\n");
        await hanging.Hangs.InTimeAsync();
        await ann.ExpectLineAsync("+++ Eve arrived +++");
        chat.Room.Announce("still here");
        await ann.ExpectLineAsync("*** still here ***");

        peer.Reset();
        chat.Room.Announce("next"); // whoever sends to it finds it gone
        await ann.ExpectLineAsync("*** next ***");
        await ann.ExpectLineAsync("--- Eve left ---");
        await served.InTimeAsync();
        Assert.Equal(1, connection.Disposals);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_command_that_never_ends()
    {
        using var hanging = new Hanging();
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IChatCommand>(hanging));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/hang");
        await hanging.Hangs.InTimeAsync();
        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await ann.ExpectLineAsync("*** The server is stopping. ***");
        await ann.ExpectClosedAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ChatMessageKind.Acted)]
    [InlineData(ChatMessageKind.AreYouThereAnswered)]
    public async Task A_policy_or_a_formatter_that_hangs_holds_that_session_alone_and_a_stop_no_longer_than_it_may_take(ChatMessageKind? kind)
    {
        using var hanging = new Hanging(kind);
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(hanging).AddSingleton<IMessageFormatter>(hanging));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var eve = chat.Connect();
        await eve.TypeAsync("Eve\n/me waves\n");
        await eve.SendAsync((byte[])[255, 246]);
        await hanging.Hangs.InTimeAsync();
        if (kind is not null) await ann.ExpectLineAsync("+++ Eve arrived +++");
        if (kind == ChatMessageKind.AreYouThereAnswered) await ann.ExpectLineAsync("* Eve waves");
        chat.Room.Announce("still here");
        await ann.ExpectLineAsync("*** still here ***");

        var stopping = chat.Server.StopAsync(Deadline.Token);
        await ann.ExpectLineAsync("*** The server is stopping. ***");
        await ann.ExpectClosedAsync();
        await chat.Time.PassAsync(StopAtMost);
        await stopping.InTimeAsync();
    }

    [Fact]
    public async Task A_formatter_that_hangs_at_the_notice_of_the_stop_does_not_hold_it_longer_than_it_may_take()
    {
        using var hanging = new Hanging(ChatMessageKind.Stopping);
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(hanging));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var stopping = chat.Server.StopAsync(Deadline.Token);
        await hanging.Hangs.InTimeAsync();
        await chat.Time.PassAsync(TimeSpan.FromSeconds(2) - TimeLimit.SecondLook); // for telling everybody
        await chat.Time.PassAsync(StopAtMost);
        await stopping.InTimeAsync();
        await ann.ExpectClosedAsync();
        hanging.Dispose(); // or the fixture's own stop would wait, by a clock that stands still
    }

    [Fact]
    public async Task A_clock_that_jumps_a_day_ahead_ends_no_conversation()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        chat.Time.Advance(TimeSpan.FromDays(1));
        await clients[0].TypeAsync(string.Concat(Enumerable.Repeat("x\n", 21)));
        for (int i = 0; i < 20; i++) await clients[1].ExpectLineAsync("Ann> x");
        await chat.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        await clients[1].ExpectLineAsync("Ann> x");
    }

    [Fact]
    public async Task A_stop_at_whatever_moment_leaves_nothing_behind_and_tells_no_departure_twice()
    {
        const int Rounds = 200;
        const int Clients = 5;
        for (int round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            await using var chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecond = 0);
            var departures = CountDeparturesAsync(chat.Room, out var left);
            var peers = Enumerable.Range(0, Clients).Select(_ => new InMemoryClient(64 * 1024)).ToArray();
            var connections = peers.Select(peer => new WatchedConnection(peer.Connection)).ToArray();
            var served = connections.Select(connection => Task.Run(() => chat.Server.ServeAsync(connection))).ToArray();
            var talking = peers.Select((peer, who) => Task.Run(() => TalkAsync(peer, who, how: (round + who) % 4))).ToArray();

            int moment = random.Next(200);
            for (int i = 0; i < moment; i++) await Task.Yield();
            await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
            await Task.WhenAll([.. served, .. talking, departures]).InTimeAsync();

            Assert.All(connections, connection => Assert.Equal(1, connection.Disposals));
            Assert.Empty(chat.Room.Nicknames);
            Assert.All(left.Values, times => Assert.Equal(1, times));
            await chat.ExpectCountAsync("linechat.connections", 0);
            await chat.ExpectCountAsync("linechat.members", 0);
        }
    }

    private static Task CountDeparturesAsync(IChatRoom room, out ConcurrentDictionary<string, int> left)
    {
        var counts = left = [];
        return CountAsync();

        async Task CountAsync()
        {
            await foreach (var happened in room.WatchAsync())
            {
                if (happened.Kind == ChatEventKind.Departed) counts.AddOrUpdate(happened.Nickname!, 1, static (_, times) => times + 1);
            }
        }
    }

    private static async Task TalkAsync(InMemoryClient peer, int who, int how)
    {
        try
        {
            await peer.TypeAsync($"c{who}\nhello\n/who\n/me waves\n");
            switch (how)
            {
                case 0: peer.Reset(); return;
                case 1: peer.CloseSending(); break;
                case 2: await peer.TypeAsync("/quit\n"); break;
            }

            byte[] buffer = new byte[1000];
            while (await peer.ReceiveAsync(buffer, Deadline.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // The server was faster.
        }
        finally
        {
            if (how != 0) await peer.DisposeAsync();
        }
    }

    private sealed class Waiting : IChatCommand
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public string Name => "wait";

        public string Usage => "/wait";

        public string Description => "waits until its author has left";

        public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
        {
            _begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }
}
