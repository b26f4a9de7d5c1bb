using System.Net;
using LineChat.Diagnostics;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>Each limit of docs/reliability.md: what happens at it, and that it is counted.</summary>
public sealed class LimitTests
{
    private const string TooFast = "You are faster than 5 lines a second. Your lines wait for their turn.";

    private static readonly TimeSpan Fifth = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] AreYouThere = [255, 246];
    private static readonly byte[] TimingMark = [255, 253, 6];
    private static readonly byte[] WillTimingMark = [255, 251, 6];

    [Fact]
    public async Task One_connection_too_many_is_told_closed_and_counted()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxConnections = 1);
        await chat.SignOnAsync("Ann");
        var tooMany = chat.Connect();
        await tooMany.ExpectLineAsync("The chat is full. Please come back later.");
        await tooMany.ExpectClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.Connections);
        await chat.ExpectReachedAsync(ChatLimit.ConnectionsPerAddress, 0);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:2::1")]
    public async Task One_connection_too_many_from_an_address_is_told_closed_and_counted_and_others_come_in(string first, string tooMany, string other)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxConnectionsPerAddress = 1);
        var ann = chat.ConnectFrom(first);
        await ann.SignOnAsync("Ann");
        var second = chat.ConnectFrom(tooMany);
        await second.ExpectLineAsync("There are too many connections from your address. Close one, and try again.");
        await second.ExpectClosedAsync();
        await chat.ConnectFrom(other).SignOnAsync("Ben");
        await chat.ExpectReachedAsync(ChatLimit.ConnectionsPerAddress);

        await ann.TypeLineAsync("/quit");
        await chat.ExpectCountAsync("linechat.connections", 1);
        await chat.ConnectFrom(tooMany).SignOnAsync("Zoe");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task Who_is_refused_and_does_not_read_is_closed_after_two_seconds(int most, int mostFromAddress)
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.MaxConnections, options.Limits.MaxConnectionsPerAddress) = (most, mostFromAddress));
        await chat.ConnectFrom("192.0.2.1").SignOnAsync("Ann");
        await using var peer = new InMemoryClient(64 * 1024);
        peer.StopReading();
        var connection = new WatchedConnection(peer.Connection, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 1));
        var served = chat.Server.ServeAsync(connection);
        await chat.ExpectReachedAsync(most > 0 ? ChatLimit.Connections : ChatLimit.ConnectionsPerAddress);
        Assert.False(served.IsCompleted);
        await chat.Time.PassAsync(TimeSpan.FromSeconds(2));
        await served.InTimeAsync();
        Assert.Equal(1, connection.Disposals);
    }

    [Theory]
    [InlineData(1, 0, 1, 64)]
    [InlineData(0, 1, 1, 8)]
    [InlineData(0, 1, 20, 64)]
    public async Task A_few_refused_connections_linger_the_others_are_closed_at_once_and_all_are_counted(
        int most,
        int mostFromAddress,
        int addresses,
        int lingering)
    {
        await using var chat = await ChatFixture.StartAsync(options =>
            (options.Limits.MaxConnections, options.Limits.MaxConnectionsPerAddress, options.Limits.ConnectionsPerSecondPerAddress) = (most, mostFromAddress, 0));
        for (int i = 0; i < addresses; i++) await chat.ConnectFrom($"192.0.2.{i}").ExpectAsync(ChatClient.Prompt);
        var limit = most > 0 ? ChatLimit.Connections : ChatLimit.ConnectionsPerAddress;
        for (int round = 1; round <= 2; round++)
        {
            var remotes = Enumerable.Range(0, 400).Select(i => most > 0 ? $"198.51.100.{i % 200}" : $"192.0.2.{i % addresses}");
            var connections = remotes.Select(remote => new LingeringConnection(remote)).ToList();
            var served = connections.Select(connection => chat.Server.ServeAsync(connection)).ToList();
            await chat.ExpectReachedAsync(limit, round * 400);
            await chat.ExpectCountAsync("linechat.connections", addresses + lingering);
            Assert.Equal(lingering, connections.Count(connection => connection.WasTold));
            foreach (var connection in connections) await connection.DisposeAsync();
            await Task.WhenAll(served).InTimeAsync();
        }
    }

    [Fact]
    public async Task A_sign_on_that_takes_too_long_is_counted()
    {
        await using var chat = await ChatFixture.StartAsync();
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        await chat.Time.PassAsync(TimeSpan.FromSeconds(60));
        await client.ExpectLineAsync("No name was entered in time. Connect again when you are ready.");
        await client.ExpectClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.SignOnTime);
    }

    [Fact]
    public async Task Tries_are_counted_by_what_became_of_them_and_so_is_the_last_that_is_allowed()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxSignOnTries = 3);
        await chat.SignOnAsync("Ann");
        var client = chat.Connect();
        await client.TypeAsync("\nann\na b\n");
        await client.ReadUntilClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.SignOnTries);
        foreach (string status in (string[])["accepted", "missing", "taken", "not_allowed"]) await chat.ExpectCountAsync($"linechat.sign_ons {status}", 1);
    }

    [Fact]
    public async Task Who_is_too_fast_is_told_once_until_it_has_been_slow_enough()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        for (int flood = 1; flood <= 2; flood++)
        {
            await clients[0].TypeAsync(string.Concat(Enumerable.Repeat("x\n", 23)));
            for (int i = 0; i < 20; i++) await clients[1].ExpectLineAsync("Ann> x");
            await clients[0].ExpectLineAsync(TooFast);
            for (int i = 0; i < 3; i++)
            {
                await chat.Time.PassAsync(Fifth);
                await clients[1].ExpectLineAsync("Ann> x");
            }

            await clients[0].TypeLineAsync("/who");
            await chat.Time.PassAsync(Fifth);
            await clients[0].ExpectLineAsync("2 here: Ann, Bob."); // and not another word
            await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 4 * flood);
            chat.Time.Advance(TimeSpan.FromSeconds(4.2));
        }
    }

    [Fact]
    public async Task Who_floods_are_you_there_is_answered_at_the_pace_of_lines()
    {
        await using var chat = await ChatFixture.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.SendAsync(Times(22, AreYouThere));
        for (int i = 0; i < 20; i++) await ann.ExpectLineAsync("[Yes]");
        await ann.ExpectLineAsync(TooFast);
        await chat.Time.PassAsync(Fifth);
        await ann.ExpectLineAsync("[Yes]");
        await chat.Time.PassAsync(Fifth);
        await ann.ExpectLineAsync("[Yes]");
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_floods_options_at_the_prompt_is_answered_at_a_pace_too(bool guestsHear)
    {
        const int AnswersForLine = 64;
        await using var chat = await ChatFixture.StartAsync(options => options.Dialect.GuestsHear = guestsHear);
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        await client.SendAsync(Times(20 * AnswersForLine, TimingMark));
        await client.ExpectBytesAsync(Times(20 * AnswersForLine, WillTimingMark));
        await client.SendAsync(Times(AnswersForLine, TimingMark));
        await chat.ExpectReachedAsync(ChatLimit.InputPerSecond);
        await chat.Time.PassUntilAsync(client.ExpectBytesAsync(Times(AnswersForLine, WillTimingMark)), TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task Timing_marks_within_a_line_do_not_make_it_one_too_fast()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].SendAsync((byte[])[.. "a"u8, .. Times(60, TimingMark), .. "b\n"u8]);
        await clients[0].ExpectBytesAsync(Times(60, WillTimingMark));
        await clients[1].ExpectLineAsync("Ann> ab");
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 0);
        await chat.ExpectReachedAsync(ChatLimit.InputPerSecond, 0);
    }

    [Fact]
    public async Task A_nickname_that_is_refused_counts_as_a_line_too()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxSignOnTries = 0);
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        await client.TypeAsync(new string('\n', 21));
        for (int i = 0; i < 20; i++) await client.ExpectAsync("A name is required. Please enter your name: ");
        await chat.Time.PassAsync(Fifth);
        await client.ExpectAsync("A name is required. Please enter your name: ");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_floods_at_the_prompt_and_reads_nothing_does_not_outlive_the_time_to_sign_on(bool guestsHear)
    {
        await using var chat = await ChatFixture.StartAsync(options =>
        {
            options.Dialect.GuestsHear = guestsHear;
            options.Limits.MaxOwedReplies = 1024;
            options.Limits.LinesPerSecond = 0;
            options.Limits.SignOnTimeout = TimeSpan.FromSeconds(10);
            options.Limits.StallTimeout = TimeSpan.Zero;
        });
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        client.StopReading();
        await client.SendAsync(Times(1000, AreYouThere));
        if (guestsHear) await chat.ExpectReachedAsync(ChatLimit.OwedReplies);
        await chat.Time.PassAsync(TimeSpan.FromSeconds(10));
        await chat.Time.PassAsync(TimeSpan.FromSeconds(5)); // the flush timeout
        await client.ReadUntilClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.SignOnTime);
    }

    [Theory]
    [InlineData(LongLinePolicy.Cut)]
    [InlineData(LongLinePolicy.Refuse)]
    public async Task A_line_that_is_too_long_is_counted(LongLinePolicy policy)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.LongLines = policy);
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync(new string('x', 4097));
        Assert.Contains("4,096 bytes", await ann.ReadLineAsync(), StringComparison.Ordinal);
        await chat.ExpectReachedAsync(ChatLimit.LineLength);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Input_without_a_line_end_is_told_closed_and_counted(bool signedOn)
    {
        await using var chat = await ChatFixture.StartAsync();
        var client = await ClientAsync(chat, signedOn);
        await client.TypeAsync(new string('x', 16_385));
        await client.ExpectLineAsync("More than 16,384 bytes came without a line end. Goodbye.");
        await client.ExpectClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.UnterminatedInput);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_endless_subnegotiation_is_closed_and_counted(bool signedOn)
    {
        await using var chat = await ChatFixture.StartAsync();
        var client = await ClientAsync(chat, signedOn);
        await client.SendAsync((byte[])[255, 250, .. new byte[4097]]);
        await client.ExpectClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.Subnegotiation);
    }

    [Fact]
    public async Task Replies_that_wait_are_counted_the_members_own_and_whispers_that_are_refused()
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.MaxOwedReplies, options.Limits.LinesPerSecond) = (1024, 0));
        var clients = await chat.SignOnAsync("Slow", "Bob");
        clients[0].StopReading();
        await clients[0].TypeAsync(string.Concat(Enumerable.Repeat("/help\n", 10)));
        await chat.ExpectReachedAsync(ChatLimit.OwedReplies, 1);
        await clients[1].TypeLineAsync($"/msg Slow {new string('x', 300)}"); // as long as what waits
        await clients[1].ExpectLineAsync("Slow isn't reading at the moment; your message was not delivered.");
        await chat.ExpectReachedAsync(ChatLimit.OwedReplies, 2);
    }

    [Fact]
    public async Task Who_waits_for_room_goes_on_though_what_made_it_full_says_nothing()
    {
        await using var chat = await ChatFixture.StartAsync(options =>
        {
            (options.Limits.MaxOwedReplies, options.Limits.LinesPerSecond) = (1024, 0);
            options.Dialect[ChatMessageKind.Who] = "";
        });
        var clients = await chat.SignOnAsync("Slow", "Bob");
        clients[0].StopReading();
        for (int i = 0; i < 2000; i++) chat.Room.Announce(new string('x', 100));
        chat.Room.Announce("the end");
        await clients[0].SendAsync((byte[])[.. Times(40, "/who\n"u8.ToArray()), .. "still here\n"u8]);
        await chat.ExpectReachedAsync(ChatLimit.OwedReplies);
        clients[0].ResumeReading();
        await clients[0].ReadUntilAsync(line => line == "*** the end ***");
        await clients[1].ReadUntilAsync(line => line == "Slow> still here");
    }

    [Fact]
    public async Task Lines_that_a_slow_reader_skips_are_told_and_counted()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Log.MaxSize = 65_536);
        var slow = (await chat.SignOnAsync("Slow"))[0];
        slow.StopReading();
        for (int i = 0; i < 10_000; i++) chat.Room.Announce($"{i}");
        slow.ResumeReading();
        var seen = await slow.ReadUntilAsync(line => line == "*** 9999 ***");
        string[] told = [.. seen.Where(line => line.EndsWith(" lines skipped ***", StringComparison.Ordinal))];
        await chat.ExpectCountAsync("linechat.lines.skipped", 10_000 - (seen.Count - told.Length));
        await chat.ExpectReachedAsync(ChatLimit.LogSize, told.Length);
        Assert.NotEmpty(told);
    }

    [Fact]
    public async Task Who_takes_nothing_is_disconnected_and_counted()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Slow", "Bob");
        clients[0].StopReading();
        chat.Room.Announce("hello");
        await chat.Time.PassAsync(TimeSpan.FromSeconds(30));
        await clients[1].ExpectLineAsync("*** hello ***");
        await clients[1].ExpectLineAsync("--- Slow left ---");
        await clients[0].ReadUntilClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.Stall);
    }

    [Fact]
    public async Task Who_leaves_and_takes_nothing_is_cut_off_and_counted()
    {
        await using var chat = await ChatFixture.StartAsync();
        var slow = (await chat.SignOnAsync("Slow"))[0];
        slow.StopReading();
        await slow.TypeAsync("/help\n/quit\n");
        await chat.Time.PassAsync(TimeSpan.FromSeconds(5));
        await slow.ReadUntilClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.Flush);
    }

    [Fact]
    public async Task Connections_members_and_lines_are_counted()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await chat.ExpectCountAsync("linechat.connections", 2);
        await chat.ExpectCountAsync("linechat.members", 2);
        await clients[0].TypeAsync("hello\n/quit\n");
        await clients[0].ExpectClosedAsync();
        await clients[1].ExpectLineAsync("Ann> hello");
        await chat.ExpectCountAsync("linechat.connections", 1);
        await chat.ExpectCountAsync("linechat.members", 1);
        await chat.ExpectCountAsync("linechat.lines.received", 2);
        await chat.ExpectCountAsync("linechat.deliveries", 3); // of Bob's arrival, and of Ann's line and departure
    }

    private static async Task<MemoryChatClient> ClientAsync(ChatFixture chat, bool signedOn)
    {
        if (signedOn) return (await chat.SignOnAsync("Ann"))[0];
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        return client;
    }

    private static byte[] Times(int count, byte[] bytes) => [.. Enumerable.Repeat(bytes, count).SelectMany(all => all)];
}
