using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LineChat.Load;

/// <summary>What can be typed, and what goes wrong with it, in one line each.</summary>
internal static class CommandLine
{
    private const int Unclean = 1;
    private const int Misuse = 2;
    private const int Failure = 3;

    private static readonly Option<string?> Host = Text("--host", "NAME", "The server's name or address (default 127.0.0.1)");
    private static readonly Option<double?> Port = Number("--port", "The server's port (default 4004)", 1, 65_535);
    private static readonly Option<double?> Clients = Number("--clients", "How many clients sign on (default 100; rooms: 1000; churn: 2; stalled: 500; soak: 300, who chat, come and go)", 1, 1_000_000);
    private static readonly Option<double?> Rooms = Number("--rooms", "In how many rooms they are (default 100)", 1, 10_000);
    private static readonly Option<string?> Room = Text("--room", "NAME", "The room that they go to once they are on (default: that where everybody arrives)");
    private static readonly Option<bool> Nats = new("--nats") { Description = "The server is a nats-server; a room is a subject" };
    private static readonly Option<double?> Senders = Number("--senders", "How many of them speak (default 10, or all if there are fewer)", 1, 1_000_000);
    private static readonly Option<double?> Stalled = Number("--stalled", "How many of them stop reading once they are on (default 0; stalled: 200)", 0, 1_000_000);
    private static readonly Option<double?> Messages = Number("--messages", "How many messages they say in all (default 10000), or in each room (rooms: 100)", 1, 100_000_000);
    private static readonly Option<double?> Window = Number("--window", "How many messages may be in flight (default 64)", 1, 1_000_000);
    private static readonly Option<double?> Size = Number("--size", "Bytes of a message (default 64)", 1, 65_536);
    private static readonly Option<double?> Rate = Number("--rate", "Messages a second (default 1000; churn, stalled: 100; soak: 16, by the witnesses)", 1, 10_000_000, isWhole: false);
    private static readonly Option<double?> Flood = Number("--flood", "Lines a second that one client more says beside them (default 0)", 0, 10_000_000, isWhole: false);
    private static readonly Option<double?> Arrivals = Number("--arrivals", "Arrivals a second (default 0: as many as are let in; stalled: 17)", 0, 1_000_000, isWhole: false);
    private static readonly Option<double?> Duration = Number("--seconds", "How long (default 5; idle: 2; stop: 3; stalled: 10; soak: 3600)", 0.001, 86_400, isWhole: false);
    private static readonly Option<double?> Witnesses = Number("--witnesses", "How many talk steadily and hear one another (default 8)", 2, 1000);
    private static readonly Option<double?> Hostile = Number("--hostile", "How many clients flood, stall, break off, speak other protocols and the like (default 100)", 0, 100_000);
    private static readonly Option<string?> From = Text("--from", "NETWORK", "Connect from addresses of this network, as 10.77.0.0/16: a chatter and a witness each from one of its own, all others of a part from one (default: from anywhere)");
    private static readonly Option<double?> Every = Number("--every", "Seconds from one sample to the next (default 60)", 0.001, 86_400, isWhole: false);
    private static readonly Option<double?> Seed = Number("--seed", "What visitors leave to chance is the same for the same number (default 1)", 0, int.MaxValue);
    private static readonly Option<double?> Rounds = Number("--rounds", "How often both are measured in turn (default 5)", 1, 1000);
    private static readonly Option<double?> Limit = Number("--limit", "Seconds after which it gives up (default 120)", 0.001, 86_400, isWhole: false);
    private static readonly Option<double?> Patience = Number("--patience", "Seconds of silence after which it gives up too (default 10)", 0.001, 86_400, isWhole: false);
    private static readonly Option<bool> Echo = new("--echo") { Description = "The server tells an author its own lines, and a newcomer its own arrival" };
    private static readonly Option<string?> Marker = Text("--marker", "CHARACTER", "Stands once in each notice of an arrival, and in nothing else (default v)");
    private static readonly Option<string?> Nickname = Text("--nick", "TEXT", "What nicknames begin with (default u: u0, u1, ...)");
    private static readonly Option<double?> Burst = Number("--burst", "How many may be signing on at once (default 256)", 1, 100_000);
    private static readonly Option<double?> Pid = Number("--pid", "The server's process: its CPU time and memory are reported too", 1, int.MaxValue);

    private static readonly LoadOptions Stalling = new() { Clients = 500, Stalled = 200, Rate = 100, Arrivals = 17, Duration = TimeSpan.FromSeconds(10) };

    private static readonly LoadOptions Soaking = new() { Clients = 300, Rate = 16, Duration = TimeSpan.FromHours(1) };

    private static readonly Option[] Everywhere = [Host, Port, Nickname, Burst, Limit, Patience, Pid];

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("A load for servers that ask for a nickname and then speak lines. Prints one JSON object; exits with 0 only if nothing was lost or out of order.")
        {
            Mode("fanout", "As many messages as get through", new(), options => new FanOut(options).Run(), Clients, Senders, Stalled, Messages, Window, Size, Echo, Room),
            Mode("paced", "So many messages a second", new(), options => new Paced(options).Run(), Clients, Senders, Stalled, Rate, Duration, Flood, Size, Echo, Room),
            Mode("rooms", "In each of several rooms a message at a time", new() { Clients = 1000, Rooms = 100, Messages = 100 }, ManyRooms.Run, Clients, Rooms, Messages, Size, Nats),
            Mode("storm", "Everybody signs on at once", new(), options => new Storm(options).Run(), Clients, Echo, Marker),
            Mode("idle", "Everybody is silent", new() { Duration = TimeSpan.FromSeconds(2) }, options => new Idle(options).Run(), Clients, Duration),
            Mode("stop", "Everybody is silent, and the server is told to stop", new() { Duration = TimeSpan.FromSeconds(3) }, options => new Stop(options).Run(), Clients, Duration),
            Mode("churn", "Visitors come and go while others talk", new() { Clients = 2, Rate = 100 }, options => new Churn(options).Run(), Clients, Senders, Rate, Arrivals, Duration, Size, Echo),
            Mode("stalled", "As churn, in turn with everybody reading and with some who never read", Stalling, options => new StalledReaders(options).Run(), Clients, Senders, Stalled, Rate, Arrivals, Duration, Rounds, Size, Echo),
            Mode("soak", "People and others come, chat and go for an hour; tells samples of the server as it runs", Soaking, options => new Soak(options).Run(), Clients, Hostile, Witnesses, From, Rate, Size, Duration, Every, Seed),
        };

        var parsed = command.Parse(args);
        if (parsed.Errors is [var wrong, ..]) return Fail(Misuse, $"{wrong.Message} Type --help for what there is.");
        try
        {
            return parsed.Invoke(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (FormatException exception)
        {
            return Fail(Misuse, exception.Message);
        }
        catch (LoadException exception)
        {
            return Fail(Failure, exception.Message);
        }

        int Fail(int code, string message)
        {
            error.WriteLine($"load: {message.ReplaceLineEndings(" ")}");
            return code;
        }
    }

    private static Command Mode(string name, string description, LoadOptions defaults, Func<LoadOptions, Report> run, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in (Option[])[.. options, .. Everywhere]) command.Add(option);
        command.SetAction(typed =>
        {
            LibC.WakeInTime();
            var report = run(Read(typed, defaults));
            typed.InvocationConfiguration.Output.WriteLine(report.ToJson());
            return report.IsClean ? 0 : Unclean;
        });
        return command;
    }

    private static LoadOptions Read(ParseResult typed, LoadOptions defaults)
    {
        int clients = Whole(typed, Clients, defaults.Clients);
        int stalled = Whole(typed, Stalled, defaults.Stalled);
        double flood = typed.GetValue(Flood) ?? defaults.Flood;
        int speakers = clients - stalled - (flood > 0 ? 1 : 0); // at most
        var options = defaults with
        {
            Server = new(Address(typed.GetValue(Host)), Whole(typed, Port, defaults.Server.Port)),
            Clients = clients,
            Stalled = stalled,
            Rooms = Whole(typed, Rooms, defaults.Rooms),
            Room = typed.GetValue(Room) is { } room ? Letters("--room", room) : null,
            IsNats = typed.GetValue(Nats),
            Senders = Whole(typed, Senders, Math.Min(defaults.Senders, Math.Max(1, speakers))),
            Messages = Whole(typed, Messages, defaults.Messages),
            Window = Whole(typed, Window, defaults.Window),
            Size = Whole(typed, Size, defaults.Size),
            Rate = typed.GetValue(Rate) ?? defaults.Rate,
            Flood = flood,
            Arrivals = typed.GetValue(Arrivals) ?? defaults.Arrivals,
            Duration = typed.GetValue(Duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : defaults.Duration,
            Rounds = Whole(typed, Rounds, defaults.Rounds),
            Witnesses = Whole(typed, Witnesses, defaults.Witnesses),
            Hostile = Whole(typed, Hostile, defaults.Hostile),
            From = typed.GetValue(From) is { } from ? Network(from) : null,
            Every = typed.GetValue(Every) is { } every ? TimeSpan.FromSeconds(every) : defaults.Every,
            Seed = Whole(typed, Seed, defaults.Seed),
            Progress = typed.InvocationConfiguration.Error,
            Limit = typed.GetValue(Limit) is { } limit ? TimeSpan.FromSeconds(limit) : defaults.Limit,
            Patience = typed.GetValue(Patience) is { } patience ? TimeSpan.FromSeconds(patience) : defaults.Patience,
            Echo = typed.GetValue(Echo),
            Marker = typed.GetValue(Marker) is { } marker ? OneByte(marker) : defaults.Marker,
            Nickname = typed.GetValue(Nickname) is { } nickname ? Letters("--nick", nickname) : defaults.Nickname,
            Burst = Whole(typed, Burst, defaults.Burst),
            Process = typed.GetValue(Pid) is { } pid ? Process((int)pid) : null,
        };
        if (options.Senders > speakers) throw new FormatException($"{options.Senders} senders are too many for {options.Readers} clients that read{(flood > 0 ? ", one of which floods" : "")}.");
        if (typed.CommandResult.Command.Options.Contains(Senders) && options.Hearers < 1) throw new FormatException("Nobody would hear what is said: there must be two clients that read, or --echo.");
        return options;
    }

    private static int Whole(ParseResult typed, Option<double?> option, int otherwise) => (int?)typed.GetValue(option) ?? otherwise;

    private static IPAddress Address(string? host)
    {
        try
        {
            return host is null ? IPAddress.Loopback : Dns.GetHostAddresses(host)[0];
        }
        catch (SocketException exception)
        {
            throw new LoadException($"There is no address of {host}: {exception.Message}.");
        }
    }

    private static Addresses Network(string text) =>
        IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.PrefixLength is >= 8 and <= Addresses.LongestPrefix
            ? new(network)
            : throw new FormatException($"--from is \"{text}\"; write a network of IPv4 with a prefix of 8 to {Addresses.LongestPrefix} bits, as 10.77.0.0/16.");

    private static byte OneByte(string marker) =>
        marker is [> ' ' and < '\u007f' and var character]
            ? (byte)character
            : throw new FormatException($"--marker is \"{marker}\"; write one ASCII character.");

    private static string Letters(string option, string text) =>
        text.Length > 0 && text.All(char.IsAsciiLetter) ? text : throw new FormatException($"{option} is \"{text}\"; write ASCII letters.");

    private static ServerProcess Process(int pid)
    {
        try
        {
            return new(System.Diagnostics.Process.GetProcessById(pid));
        }
        catch (ArgumentException)
        {
            throw new LoadException($"There is no process {pid}.");
        }
    }

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { Description = description, HelpName = helpName };

    private static Option<double?> Number(string name, string description, double least, double most, bool isWhole = true) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = typed =>
        {
            string text = typed.Tokens[0].Value;
            var style = isWhole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
            if (double.TryParse(text, style, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most) return number;
            typed.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\"; write a {(isWhole ? "whole number" : "number")} from {least} to {most}."));
            return null;
        },
    };
}
