using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

/// <summary>The settings change in their file while the server runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("linechat-");

    private string File => Path.Combine(_folder.FullName, "appsettings.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_changes_in_appsettings_json_holds_without_a_restart()
    {
        Write("""{ "LineChat": { "Limits": { "MaxConnections": 2 }, "Dialect": { "Said": "{nick}: {text}" } } }""");
        using var host = await HostProcess.StartAsync(["--port", "0", "--history", "0"], ("DOTNET_CONTENTROOT", _folder.FullName));
        using var ann = await LineClient.SignOnAsync(host.Port, "Ann", "Welcome, Ann! 1 here: Ann. Type /help for commands.");
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 2 here: Ann, Ben. Type /help for commands.");
        await ben.TypeAsync("one");
        await ann.ExpectLineAsync("+++ Ben arrived +++");
        await ann.ExpectLineAsync("Ben: one");

        Write("""{ "LineChat": { "Limits": { "MaxConnections": 3 }, "Log": { "HistoryLines": 5 }, "Dialect": { "Said": "{nick} says {text}" }, """ +
            """ "Rooms": { "Permanent": { "lobby": { "Topic": "Everything" } } } } }""");
        await ann.ExpectLineAsync("*** The topic is now: Everything ***");
        await ben.TypeAsync("two");
        await ann.ExpectLineAsync("Ben says two");
        using var cleo = await LineClient.SignOnAsync(host.Port, "Cleo", "Welcome, Cleo! 3 here: Ann, Ben, Cleo. Type /help for commands."); // without history, as the command line says
    }

    [Fact]
    public async Task A_wrong_file_is_refused_with_one_line_in_the_log_and_what_needs_a_restart_is_named()
    {
        Write("""{ "LineChat": { "Dialect": { "Said": "{nick}: {text}" } } }""");
        using var host = await HostProcess.StartAsync("--port", "0", "--config", File);
        using var ann = await LineClient.SignOnAsync(host.Port, "Ann", "Welcome, Ann! 1 here: Ann. Type /help for commands.");
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 2 here: Ann, Ben. Type /help for commands.");
        await ann.ExpectLineAsync("+++ Ben arrived +++");

        Write("""{ "LineChat": { "Dialect": { "Said": "{nick} says {text}" }, "Tcp": { "Backlog": "many" }, "HistoryLines": 5 } }""");
        await host.ExpectLineAsync("      The changed settings are refused, and those before stay in force: Unknown setting LineChat:HistoryLines. Did you mean LineChat:Log:HistoryLines? LineChat:Tcp:Backlog is \"many\"; write a whole number.");
        await ben.TypeAsync("one");
        await ann.ExpectLineAsync("Ben: one");

        Write("""{ "LineChat": { "Dialect": { """);
        Assert.StartsWith("      A changed file of settings is refused, and those before stay in force: Failed to load configuration from file", await host.LineAfterAsync("fail: LineChat.Host.WatchedJsonFile[70]"), StringComparison.Ordinal);
        await ben.TypeAsync("two");
        await ann.ExpectLineAsync("Ben: two");

        System.IO.File.Delete(File);
        Assert.StartsWith("      A changed file of settings is refused, and those before stay in force: The configuration file", await host.LineAfterAsync("fail: LineChat.Host.WatchedJsonFile[70]"), StringComparison.Ordinal);
        await ben.TypeAsync("three");
        await ann.ExpectLineAsync("Ben: three");

        Write("""{ "LineChat": { "Dialect": { "Said": "{nick} says {text}" }, "Tcp": { "Backlog": 7 } } }""");
        await host.ExpectLineAsync("      Settings that have changed and take effect at the next start: LineChat:Tcp:Backlog.");
        await ben.TypeAsync("four");
        await ann.ExpectLineAsync("Ben says four");
        await host.SignalAsync("TERM");
        Assert.Equal("", await host.RestOfOutputAsync());
    }

    // In two steps, as editors do.
    private void Write(string json)
    {
        using var file = new StreamWriter(File);
        file.Write(json[..(json.Length / 2)]);
        file.Flush();
        file.Write(json[(json.Length / 2)..]);
    }
}
