using LineChat.Diagnostics;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LineChat.Tests.DependencyInjection;

/// <summary>What is reloaded while the chat runs: limits and words. What cannot be is logged, and what is wrong is refused.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task A_new_rate_holds_for_clients_that_are_connected()
    {
        var settings = new Settings(("Limits:LinesPerSecond", "0"));
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Ben");
        for (int i = 0; i < 100; i++) await clients[0].TypeLineAsync($"{i}");
        await clients[1].ReadUntilAsync(line => line == "Ann> 99");

        settings.Change(("Limits:LinesPerSecond", "2"), ("Limits:LineBurst", "1"));
        await clients[0].TypeAsync("one\r\ntwo\r\n");
        await clients[0].ExpectLineAsync("You are faster than 2 lines a second. Your lines wait for their turn.");
        await clients[1].ExpectLineAsync("Ann> one");
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond);

        settings.Change(("Limits:LinesPerSecond", "0"));
        await chat.Time.PassAsync(TimeSpan.FromSeconds(0.5));
        await clients[0].TypeAsync("three\r\nfour\r\n");
        foreach (string line in (string[])["two", "three", "four"]) await clients[1].ExpectLineAsync($"Ann> {line}");
    }

    [Fact]
    public async Task A_client_has_used_as_much_of_a_new_burst_as_of_the_one_before()
    {
        var settings = new Settings(("Limits:LinesPerSecond", "1"), ("Limits:LineBurst", "10"));
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Ben");
        for (int i = 0; i < 5; i++) await clients[0].TypeLineAsync($"{i}");
        await clients[1].ReadUntilAsync(line => line == "Ann> 4");

        settings.Change(("Limits:LinesPerSecond", "100"), ("Limits:LineBurst", "20"));
        for (int i = 0; i < 10; i++) await clients[0].TypeLineAsync($"more {i}");
        await clients[1].ReadUntilAsync(line => line == "Ann> more 9");
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 0);
        await clients[0].TypeLineAsync("too much");
        await clients[0].ExpectLineAsync("You are faster than 100 lines a second. Your lines wait for their turn.");
    }

    [Fact]
    public async Task The_rates_of_an_address_are_reloaded_too()
    {
        var settings = new Settings(("Limits:ConnectionsPerSecondPerAddress", "0"));
        await using var chat = await settings.StartAsync();
        await chat.ConnectFrom("192.0.2.1").SignOnAsync("Ann");
        settings.Change(("Limits:ConnectionsPerSecondPerAddress", "1"));
        for (int i = 0; i < 8; i++) await chat.ConnectFrom("192.0.2.1").SignOnAsync($"guest{i}");
        await chat.ConnectFrom("192.0.2.1").ExpectLineAsync("There are too many connections from your address. Close one, and try again.");
        settings.Change(("Limits:ConnectionsPerSecondPerAddress", "0"));
        await chat.ConnectFrom("192.0.2.1").SignOnAsync("Zoe");
    }

    [Fact]
    public async Task Fewer_connections_disconnect_nobody_and_those_who_wait_come_in_when_there_may_be_more()
    {
        var settings = new Settings(("Limits:MaxConnections", "2"), ("Dialect:FullWaits", "true"));
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Ben");
        settings.Change(("Limits:MaxConnections", "1"));
        var waiting = chat.Connect();
        await clients[1].TypeLineAsync("still here");
        await clients[0].ExpectLineAsync("Ben> still here");

        settings.Change(("Limits:MaxConnections", "3"));
        await waiting.SignOnAsync("Cleo");

        var another = chat.Connect();
        settings.Change(("Dialect:FullWaits", "false"));
        await another.ExpectLineAsync("The chat is full. Please come back later.");
        await another.ExpectClosedAsync();
    }

    [Fact]
    public async Task The_limits_of_lines_hold_for_clients_that_connect_later()
    {
        var settings = new Settings();
        await using var chat = await settings.StartAsync();
        var before = (await chat.SignOnAsync("Ann"))[0];
        settings.Change(("Limits:MaxLineLength", "16"));
        var after = chat.Connect();
        await after.SignOnAsync("Ben");
        await after.TypeLineAsync(new string('x', 17));
        await after.ExpectLineAsync("Your line was too long. Only its first 16 bytes were said.");
        await before.ExpectLineAsync("+++ Ben arrived +++");
        await before.ExpectLineAsync($"Ben> {new string('x', 16)}");
        await before.TypeLineAsync(new string('y', 4097));
        await before.ExpectLineAsync("Your line was too long. Only its first 4,096 bytes were said.");
    }

    [Fact]
    public async Task Times_and_tries_are_reloaded()
    {
        var settings = new Settings(("Limits:StallTimeout", "0"), ("Limits:MaxSignOnTries", "0"));
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Slow", "Bob");
        var newcomer = chat.Connect();
        await newcomer.ExpectAsync(ChatClient.Prompt);

        settings.Change(("Limits:StallTimeout", "3"), ("Limits:MaxSignOnTries", "1"), ("Limits:MaxNicknameLength", "2"));
        await newcomer.TypeLineAsync("Bob");
        await newcomer.ExpectLineAsync("Too many tries. Connect again to choose another name.");
        await newcomer.ExpectClosedAsync();

        clients[0].StopReading();
        chat.Room.Announce("hello");
        await chat.Time.PassAsync(TimeSpan.FromSeconds(3));
        await clients[1].ExpectLineAsync("*** hello ***");
        await clients[1].ExpectLineAsync("--- Slow left ---");
    }

    [Fact]
    public async Task What_may_be_owed_to_a_member_is_reloaded()
    {
        var settings = new Settings(("Limits:LinesPerSecond", "0"));
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Slow", "Bob");
        settings.Change(("Limits:MaxOwedReplies", "1024"));
        clients[0].StopReading();
        for (int i = 0; i < 10; i++) await clients[1].TypeLineAsync($"/msg Slow {new string('x', 300)}");
        await clients[1].ReadUntilAsync(line => line == "Slow isn't reading at the moment; your message was not delivered.");
        clients[0].ResumeReading();
        await clients[0].TypeLineAsync("here again");
        await clients[1].ReadUntilAsync(line => line == "Slow> here again");
    }

    [Fact]
    public async Task What_is_kept_for_slow_readers_is_reloaded()
    {
        var settings = new Settings();
        await using var chat = await settings.StartAsync();
        var slow = (await chat.SignOnAsync("Slow"))[0];
        slow.StopReading();
        settings.Change(("Log:MaxSize", "65536"));
        for (int i = 0; i < 10_000; i++) chat.Room.Announce($"{i}");
        slow.ResumeReading();
        Assert.Contains(await slow.ReadUntilAsync(line => line == "*** 9999 ***"), line => line.EndsWith(" lines skipped ***", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_words_are_spoken_at_once()
    {
        var settings = new Settings();
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Ben");
        await clients[1].TypeLineAsync("/who");
        await clients[1].ExpectLineAsync("2 here: Ann, Ben.");
        await clients[1].TypeLineAsync("bye");
        await clients[0].ExpectLineAsync("Ben> bye");

        settings.Change(("Dialect:Said", "<{nick}> {text}"), ("Dialect:Who", "There are {names}."), ("Dialect:Prompt", "Who? "), ("Dialect:LeaveWords", "bye"), ("Dialect:Echo", "true"));
        await clients[1].TypeAsync("hello\r\n/who\r\n");
        await clients[0].ExpectLineAsync("<Ben> hello");
        await clients[1].ExpectLineAsync("<Ben> hello");
        await clients[1].ExpectLineAsync("There are Ann, Ben.");
        await chat.Connect().ExpectAsync("Who? ");
        await clients[1].TypeLineAsync("bye");
        await clients[1].ExpectClosedAsync();
    }

    [Fact]
    public async Task A_dialect_is_read_again_from_its_file_when_the_configuration_changes()
    {
        string path = Path.Combine(Path.GetTempPath(), $"linechat-{Guid.NewGuid():N}.json");
        try
        {
            await File.WriteAllTextAsync(path, """{ "Said": "{nick}: {text}" }""");
            var settings = new Settings(("Dialect", path));
            await using var chat = await settings.StartAsync();
            var clients = await chat.SignOnAsync("Ann", "Ben");
            await File.WriteAllTextAsync(path, """{ "Said": "{nick} says {text}", "MaxConnections": 2 }""");
            await clients[1].TypeLineAsync("one");
            await clients[0].ExpectLineAsync("Ben: one");

            settings.Reload();
            await clients[1].TypeLineAsync("two");
            await clients[0].ExpectLineAsync("Ben says two");
            await chat.Connect().ExpectLineAsync("The chat is full. Please come back later.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task What_the_host_sets_in_code_wins_after_a_reload_too()
    {
        var settings = new Settings(("Limits:MaxConnections", "5"));
        await using var chat = await settings.StartAsync(options => options.Limits.MaxConnections = 1);
        await chat.SignOnAsync("Ann");
        settings.Change(("Limits:MaxConnections", "7"));
        await chat.Connect().ExpectLineAsync("The chat is full. Please come back later.");
    }

    [Fact]
    public async Task Wrong_settings_are_refused_as_a_whole_with_one_line_in_the_log_however_often_they_are_read()
    {
        var settings = new Settings();
        await using var chat = await settings.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Ben");
        settings.Change(("Limits:LineBurst", "0"), ("Dialect:Said", "{nick} says {text}"), ("Tcp:Backlog", "0"));
        settings.Reload();
        settings.Reload();
        Assert.Equal(
            ["Error: The changed settings are refused, and those before stay in force: LineChat:Limits:LineBurst is 0; it must be a whole number from 1 to 1,000,000. LineChat:Tcp:Backlog is 0; it must be a whole number from 1 to 65,535."],
            settings.Complaints);
        await clients[1].TypeLineAsync("hello");
        await clients[0].ExpectLineAsync("Ben> hello");

        settings.Change(("Limits:LineBurst", "9"), ("Tcp:Backlog", "1024"));
        await clients[1].TypeLineAsync("hello");
        await clients[0].ExpectLineAsync("Ben says hello");
        settings.Change(("MaxConnections", "5"));
        Assert.Equal(
            "Error: The changed settings are refused, and those before stay in force: Unknown setting LineChat:MaxConnections. Did you mean LineChat:Limits:MaxConnections?",
            settings.Complaints.Last());
        Assert.Equal(2, settings.Complaints.Count());
    }

    [Fact]
    public void Whoever_else_asks_for_the_options_gets_those_in_force()
    {
        var settings = new Settings(("Limits:LineBurst", "7"));
        var services = new ServiceCollection();
        settings.AddTo(services);
        services.AddLineChat();
        using var provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<LineChatOptions>>();
        Assert.Equal(7, monitor.CurrentValue.Limits.LineBurst);
        settings.Change(("Limits:LineBurst", "0"));
        Assert.Equal(7, monitor.CurrentValue.Limits.LineBurst);
        settings.Change(("Limits:LineBurst", "9"));
        Assert.Equal(9, monitor.CurrentValue.Limits.LineBurst);
        Assert.Equal(9, provider.GetRequiredService<CurrentOptions>().Value.Limits.LineBurst);
    }

    [Theory]
    [InlineData("Listen", "127.0.0.1:9")]
    [InlineData("Tcp:Backlog", "7")]
    [InlineData("Tcp:UseIoUring", "false")]
    [InlineData("Tcp:UnsafeInlineSessions", "true")]
    [InlineData("Rooms:Lobby", "hall")]
    [InlineData("Rooms:MaxRooms", "1")]
    [InlineData("Dialect:Listen", "localhost:9")]
    [InlineData("Dialect:Rooms", "false")]
    [InlineData("Dialect:NicknameCaseMatters", "true")]
    public async Task A_setting_that_cannot_change_is_logged_when_it_is_tried(string setting, string value)
    {
        var settings = new Settings();
        await using var chat = await settings.StartAsync();
        settings.Change((setting, value), ("Dialect:Said", "{nick}: {text}"));
        settings.Reload();
        Assert.Equal([$"Warning: Settings that have changed and take effect at the next start: LineChat:{setting}."], settings.Complaints);

        var clients = await chat.SignOnAsync("Ann", "Ben");
        await clients[1].TypeLineAsync("hello");
        await clients[0].ExpectLineAsync("Ben: hello");
        await clients[1].TypeLineAsync("/join lobby");
        await clients[1].ExpectLineAsync("You are in lobby already.");
        var another = chat.Connect();
        await another.ExpectAsync(ChatClient.Prompt);
        await another.TypeLineAsync("ann");
        await another.ExpectAsync("That name is taken");

        settings.Change((setting, null));
        Assert.Single(settings.Complaints);
    }

    [Fact]
    public async Task Without_configuration_nothing_is_reloaded()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddOptions());
        var clients = await chat.SignOnAsync("Ann", "Ben");
        await clients[1].TypeLineAsync("hello");
        await clients[0].ExpectLineAsync("Ben> hello");
    }
}
