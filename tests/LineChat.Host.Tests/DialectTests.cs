using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class DialectTests
{
    [Fact]
    public async Task The_dialects_are_listed_with_their_languages_and_addresses()
    {
        var (exitCode, output, error) = await HostProcess.RunAsync("--list-dialects");
        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ChatDialect.Names, lines.Select(line => line.Split(' ')[0]));
        Assert.Contains("java          Java            [::]:4004", lines);
    }

    [Fact]
    public async Task It_speaks_a_dialect_by_name()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--dialect", "java");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "1 user(s) online: Zoe");
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "2 user(s) online: Zoe, Ben");
        await zoe.ExpectLineAsync("+++ Ben arrived +++");
        await ben.TypeAsync("/QUIT");
        await zoe.ExpectLineAsync("--- Ben left ---");
    }

    [Fact]
    public async Task It_speaks_a_dialect_of_ones_own_and_what_the_configuration_says_goes_before_it()
    {
        using var dialect = new ConfigurationFile("""{ "Prompt": "Who? ", "Welcome": "Hi {nick}", "Arrived": "{nick} in", "LineEnd": "\n", "Listen": "127.0.0.1:0" }""");
        using var configuration = new ConfigurationFile("""{ "LineChat": { "Dialect": { "Arrived": "{nick} is in" } } }""");
        using var host = await HostProcess.StartAsync("--dialect", dialect.Path, "--config", configuration.Path);
        using var zoe = await LineClient.ConnectAsync(host.Port);
        await zoe.ExpectAsync("Who? ");
        await zoe.TypeAsync("Zoe");
        await zoe.ExpectAsync("Hi Zoe\n");
        using var ben = await LineClient.ConnectAsync(host.Port);
        await ben.TypeAsync("Ben");
        await zoe.ExpectAsync("Ben is in\n");
    }

    [Fact]
    public async Task A_wrong_dialect_is_told_in_one_line()
    {
        using var dialect = new ConfigurationFile("""{ "Said": "{who}: {text}" }""");
        var (exitCode, _, error) = await HostProcess.RunAsync("--port", "0", "--dialect", dialect.Path);
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"linechat: LineChat:Dialect can't be \"{dialect.Path}\": {dialect.Path}: Said is wrong: {{who}} in ", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_console_shows_the_chat_and_nobody_sees_it()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--echo-console");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
        await host.ExpectLineAsync("+++ Zoe arrived +++");
        await zoe.TypeAsync("hello");
        await host.ExpectLineAsync("Zoe> hello");
    }

    [Fact]
    public async Task A_console_that_nobody_reads_holds_up_neither_the_chat_nor_the_stop()
    {
        using var host = await HostProcess.StartAsync(["--port", "0", "--echo-console", "--lines-per-second", "0"], ("LineChat__Limits__FlushTimeout", "1"));
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
        string line = new('x', 1000);
        for (int i = 0; i < 500; i++) await zoe.TypeAsync(line);
        await zoe.TypeAsync("/who");
        await zoe.ExpectLineAsync("1 here: Zoe.");
        await host.SignalAsync("TERM");
        await zoe.ExpectLineAsync("*** The server is stopping. ***");
        Assert.Equal(0, await host.ExitAsync());
    }

    [Fact]
    public async Task The_console_takes_part_until_its_input_ends()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--console", "Boss");
        await host.ExpectLineAsync("Please enter your name: Boss");
        await host.ExpectLineAsync("Welcome, Boss! 1 here: Boss. Type /help for commands.");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 2 here: Boss, Zoe. Type /help for commands.");
        await host.ExpectLineAsync("+++ Zoe arrived +++");
        await host.TypeLineAsync("hello Zoe");
        await zoe.ExpectLineAsync("Boss> hello Zoe");
        await zoe.TypeAsync("hello Boss");
        await host.ExpectLineAsync("Zoe> hello Boss");
        host.EndInput();
        await zoe.ExpectLineAsync("--- Boss left ---");
        await zoe.TypeAsync("/who");
        await zoe.ExpectLineAsync("1 here: Zoe.");
        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.ExitAsync());
    }

    [Fact]
    public async Task A_server_with_a_console_that_takes_part_stops_like_any()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--console", "Boss");
        await host.ExpectLineAsync("Welcome, Boss! 1 here: Boss. Type /help for commands.");
        await host.SignalAsync("TERM");
        await host.ExpectLineAsync("*** The server is stopping. ***");
        Assert.Equal(0, await host.ExitAsync());
    }
}
