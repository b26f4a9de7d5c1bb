using System.Net;
using System.Net.Sockets;
using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Unrecognized command or argument '--nope'.", "--nope")]
    [InlineData("Unrecognized command or argument 'stray'.", "stray")]
    [InlineData("--port is \"x\"; write a whole number from 0 to 65535.", "--port", "x")]
    [InlineData("--port is \"65536\"; write a whole number from 0 to 65535.", "--port", "65536")]
    [InlineData("--port is \"-1\"; write a whole number from 0 to 65535.", "--port=-1")]
    [InlineData("--history is \"1.5\"; write a whole number from 0 to 2147483647.", "--history", "1.5")]
    [InlineData("--max-connections is \"many\"; write a whole number from 0 to 2147483647.", "--max-connections", "many")]
    [InlineData("--sign-on-timeout is \"soon\"; write a number of seconds from 0 to 86400.", "--sign-on-timeout", "soon")]
    [InlineData("--stall-timeout is \"86401\"; write a number of seconds from 0 to 86400.", "--stall-timeout", "86401")]
    [InlineData("Required argument missing for option: '--port'.", "--port")]
    [InlineData("--port and --listen exclude each other: write the port behind each --listen address.", "--port", "0", "--listen", "[::]:0")]
    [InlineData("LineChat:Listen: \"nowhere\" is no address to listen on; write ADDRESS:PORT, ", "--listen", "nowhere")]
    [InlineData("LineChat:Log:HistoryLines is 10001; it must be a whole number from 0 to 10,000.", "--port", "0", "--history", "10001")]
    [InlineData("Cannot listen on 192.0.2.1:0: this machine has no such address.", "--listen", "192.0.2.1:0")]
    public async Task What_cannot_be_done_is_told_in_one_line(string reason, params string[] arguments)
    {
        var run = await HostProcess.RunAsync(arguments);

        AssertRefused(reason, run);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var run = await HostProcess.RunAsync("--port", $"{port}");

        AssertRefused($"Cannot listen on 127.0.0.1:{port}: the port is in use.", run);
    }

    [Fact]
    public async Task A_missing_configuration_file_is_told_in_one_line() =>
        AssertRefused("The configuration file 'nowhere.json' was not found", await HostProcess.RunAsync("--config", "/nowhere.json"));

    [Theory]
    [InlineData("{ \"LineChat\": ", "Failed to load configuration from file")]
    [InlineData("{ \"LineChat\": { \"Log\": { \"HistoryLine\": 5 } } }", "Unknown setting LineChat:Log:HistoryLine. Did you mean LineChat:Log:HistoryLines?")]
    [InlineData("{ \"LineChat\": { \"HistoryLines\": 5 } }", "Unknown setting LineChat:HistoryLines. Did you mean LineChat:Log:HistoryLines?")]
    [InlineData("{ \"LineChat\": { \"Log\": { \"HistoryLines\": \"five\" } } }", "LineChat:Log:HistoryLines is \"five\"; write a whole number.")]
    [InlineData("{ \"LineChat\": { \"Limits\": { \"StallTimeout\": \"ages\" } } }", "LineChat:Limits:StallTimeout is \"ages\"; write a number of seconds, or hh:mm:ss.")]
    [InlineData("{ \"LineChat\": { \"Limits\": { \"LongLines\": \"Wrap\" } } }", "LineChat:Limits:LongLines is \"Wrap\"; write ")]
    [InlineData("{ \"LineChat\": { \"Dialect\": { \"Said\": \"{who}> {text}\" } } }", "LineChat:Dialect:Said is wrong: {who} in \"{who}> {text}\" is no placeholder; ")]
    [InlineData("{ \"LineChat\": { \"Dialect\": { \"Shouted\": \"{text}\" } } }", "LineChat:Dialect has a wrong setting: Shouted is no setting of a dialect; there are Language, ")]
    [InlineData("{ \"LineChat\": { \"Dialect\": \"elvish\" } }", "LineChat:Dialect can't be \"elvish\": There is no dialect \"elvish\"; there are ada, ")]
    public async Task A_wrong_configuration_file_is_told_in_one_line(string text, string reason)
    {
        using var file = new ConfigurationFile(text);

        AssertRefused(reason, await HostProcess.RunAsync("--port", "0", "--config", file.Path));
    }

    [Fact]
    public async Task Help_lists_every_option()
    {
        var (exitCode, output, error) = await HostProcess.RunAsync("--help");

        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        string[] options =
        [
            "--port", "--listen", "--max-connections", "--max-connections-per-address", "--lines-per-second", "--sign-on-timeout",
            "--stall-timeout", "--history", "--config", "--verbose", "--help", "--version",
        ];
        Assert.All(options, option => Assert.Contains($"{option} ", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var (exitCode, output, error) = await HostProcess.RunAsync("--version");

        Assert.Equal(0, exitCode);
        Assert.Equal("", error);
        Assert.Matches(@"^[0-9]+\.[0-9]+\.[0-9]+[^\n]*\n$", output);
    }

    private static void AssertRefused(string reason, (int ExitCode, string Output, string Error) run)
    {
        Assert.StartsWith($"linechat: {reason}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("", run.Output);
    }
}
