using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace LineChat.Host;

/// <summary>What can be typed behind <c>linechat</c>, and what goes wrong with it, in one line each.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int Misuse = 2;

    private static readonly Option<int?> Port = Number("--port", "Listen on this port of the loopback addresses (default 4004; 0 takes a free one)", most: 65_535);

    private static readonly Option<string[]> Listen = new("--listen")
    {
        Description = "Listen here instead; repeatable. [::]:4004 means every address, IPv4 and IPv6",
        HelpName = "ADDRESS:PORT",
    };

    private static readonly Option<int?> MaxConnections = Number("--max-connections", "The most connections at once (default 10000; 0: no limit)");
    private static readonly Option<int?> MaxConnectionsPerAddress =
        Number("--max-connections-per-address", "The most from one address, loopback apart (default 64; 0: no limit)");
    private static readonly Option<int?> LinesPerSecond =
        Number("--lines-per-second", "How fast one member may type in the long run (default 5; 0: no limit)");
    private static readonly Option<TimeSpan?> SignOnTimeout = Seconds("--sign-on-timeout", "How long a client has to enter a name (default 60; 0: no limit)");
    private static readonly Option<TimeSpan?> StallTimeout =
        Seconds("--stall-timeout", "How long a client may read nothing before it is disconnected (default 30; 0: no limit)");
    private static readonly Option<int?> History = Number("--history", "How many lines of the past a newcomer is shown (default 0)");

    private static readonly Option<string?> ConfigurationFile = new("--config")
    {
        Description = "Read settings from this JSON file too, section \"LineChat\"",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Dialect = new("--dialect")
    {
        Description = "Speak like another chat server: one of --list-dialects, or the path of a JSON file. Its address and port apply unless given",
        HelpName = "NAME|FILE.json",
    };

    private static readonly Option<bool> ListDialects = new("--list-dialects") { Description = "Show the dialects there are, with their languages and addresses" };
    private static readonly Option<bool> EchoConsole = new("--echo-console") { Description = "Show the chat on this console" };

    private static readonly Option<string?> ConsoleName = new("--console")
    {
        Description = "Take part from this console under this name",
        HelpName = "NAME",
    };

    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Log who comes and goes, and why" };

    public static async Task<int> RunAsync(string[] args)
    {
        var command = new RootCommand("LineChat: a chat room that people reach with telnet or netcat.")
        {
            Port, Listen, MaxConnections, MaxConnectionsPerAddress, LinesPerSecond, SignOnTimeout, StallTimeout, History, Dialect, ListDialects, EchoConsole, ConsoleName,
            ConfigurationFile, Verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(Port) is { Implicit: false } && result.GetResult(Listen) is { Implicit: false })
            {
                result.AddError("--port and --listen exclude each other: write the port behind each --listen address.");
            }

            if (result.GetResult(EchoConsole) is { Implicit: false } && result.GetResult(ConsoleName) is { Implicit: false })
            {
                result.AddError("--echo-console and --console exclude each other: who takes part sees the chat anyway.");
            }
        });
        command.SetAction(ServeAsync);

        var parsed = command.Parse(args);
        return parsed.Errors is [var error, ..]
            ? await FailAsync(Misuse, $"{error.Message} Type linechat --help for what there is.")
            : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null }); // the host sees to signals, and has its own deadline
    }

    private static async Task<int> ServeAsync(ParseResult typed, CancellationToken cancellationToken)
    {
        if (typed.GetValue(ListDialects))
        {
            foreach (string name in ChatDialect.Names)
            {
                var dialect = ChatDialect.Load(name);
                Console.WriteLine($"{name,-14}{dialect.Language,-16}{dialect.Listen}");
            }

            return 0;
        }

        try
        {
            var console = new OperatorConsole(typed.GetValue(EchoConsole), typed.GetValue(ConsoleName));
            await Server.RunAsync(typed.GetValue(ConfigurationFile), typed.GetValue(Dialect), typed.GetValue(Verbose), options => Apply(typed, options), console, cancellationToken);
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            return await FailAsync(Misuse, string.Join(" ", exception.Failures));
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return await FailAsync(Failure, exception.InnerException is FormatException inner ? $"{exception.Message} {inner.Message}" : exception.Message);
        }
    }

    private static void Apply(ParseResult typed, LineChatOptions options)
    {
        string[] listen = typed.GetValue(Port) is { } port ? [$"localhost:{port}"] : typed.GetValue(Listen) ?? [];
        if (listen.Length > 0) options.Listen.Clear();
        foreach (string address in listen) options.Listen.Add(address);

        options.Limits.MaxConnections = typed.GetValue(MaxConnections) ?? options.Limits.MaxConnections;
        options.Limits.MaxConnectionsPerAddress = typed.GetValue(MaxConnectionsPerAddress) ?? options.Limits.MaxConnectionsPerAddress;
        options.Limits.LinesPerSecond = typed.GetValue(LinesPerSecond) ?? options.Limits.LinesPerSecond;
        options.Limits.SignOnTimeout = typed.GetValue(SignOnTimeout) ?? options.Limits.SignOnTimeout;
        options.Limits.StallTimeout = typed.GetValue(StallTimeout) ?? options.Limits.StallTimeout;
        options.Log.HistoryLines = typed.GetValue(History) ?? options.Log.HistoryLines;
    }

    private static async Task<int> FailAsync(int code, string message)
    {
        await Console.Error.WriteLineAsync($"linechat: {message.ReplaceLineEndings(" ")}");
        return code;
    }

    private static Option<int?> Number(string name, string description, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = typed =>
        {
            string text = typed.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most) return number;
            typed.AddError($"{name} is \"{text}\"; write a whole number from 0 to {most}.");
            return null;
        },
    };

    private static Option<TimeSpan?> Seconds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SECONDS",
        CustomParser = typed =>
        {
            string text = typed.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= 86_400) return TimeSpan.FromSeconds(seconds);
            typed.AddError($"{name} is \"{text}\"; write a number of seconds from 0 to 86400.");
            return null;
        },
    };
}
