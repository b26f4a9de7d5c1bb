using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LineChat.Torture.Support;

/// <summary>
/// A server of its own for one check, with two witnesses who chat all the time. When the attack is over, whoever was announced has left, a newcomer gets in, and the
/// server is as it was: descriptors, memory, an idle processor, a short log, and an end with exit code 0.
/// </summary>
internal sealed class Ordeal : IDisposable
{
    private const int MostNewDescriptors = 16;
    private const long MostNewMemory = 64 * 1024 * 1024;
    private const double Idle = 0.2;
    private const int MostLinesOfLog = 20;

    // The witnesses are slower where there is a rate of lines.
    private static readonly TimeSpan OftenPause = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LimitedPause = TimeSpan.FromMilliseconds(400);

    // In a network of their own, attackers have the addresses between the server's and these.
    private const int FirstHonestHost = 1000;

    private static readonly TimeSpan AttackAtMost = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopAtMost = TimeSpan.FromSeconds(10);

    private readonly HostProcess _host;
    private readonly PrivateNetwork? _network;
    private readonly string _nicknameCommand;
    private readonly Task<string> _log;
    private int _lastHonestHost = FirstHonestHost;
    private int _descriptors;
    private long _memory;
    private int _lastName;
    private int _lastSeed;

    private Ordeal(HostProcess host, PrivateNetwork? network, string nicknameCommand, TimeSpan pause)
    {
        _host = host;
        _network = network;
        _nicknameCommand = nicknameCommand;
        _log = host.RestOfOutputAsync();
        Port = host.Port;
        Vitals = new(host.Id);
        Ann = Witness.SignOn(HonestRoute(), "Ann", nicknameCommand, pause, new("Ben", "Ann"));
        Ben = Witness.SignOn(HonestRoute(), "Ben", nicknameCommand, pause, new("Ann", "Ann", "Ben"));
    }

    public int Port { get; }

    public Vitals Vitals { get; }

    public Witness Ann { get; }

    public Witness Ben { get; }

    /// <summary>Starts the server, has it attacked, once or as long as <see cref="Endurance"/> says, and sees that nothing is left of that.</summary>
    /// <param name="attack">The attack; the attackers it began are gone when it is done.</param>
    /// <param name="settings">Of the server, without <c>LineChat:</c>.</param>
    public static async Task RunAsync(Func<Ordeal, Task> attack, params (string Name, string Value)[] settings)
    {
        using var ordeal = await StartAsync(settings);
        await ordeal.RunAsync(attack);
    }

    /// <summary>The same with the rates of lines and bytes as they are by default, which are part of what is attacked.</summary>
    /// <inheritdoc cref="RunAsync(Func{Ordeal, Task}, ValueTuple{string, string}[])"/>
    public static async Task RunWithRatesAsync(Func<Ordeal, Task> attack, params (string Name, string Value)[] settings)
    {
        using var ordeal = await StartAsync(null, LimitedPause, settings);
        await ordeal.RunAsync(attack);
    }

    /// <summary>The same, rates included, where clients have addresses that limits of an address apply to: everybody honest has one of their own.</summary>
    /// <inheritdoc cref="RunAsync(Func{Ordeal, Task}, ValueTuple{string, string}[])"/>
    public static async Task RunInNetworkAsync(Func<Ordeal, Task> attack, params (string Name, string Value)[] settings)
    {
        using var network = new PrivateNetwork();
        using var ordeal = await StartAsync(network, LimitedPause, settings);
        await ordeal.RunAsync(attack);
    }

    /// <inheritdoc cref="RunAsync(Func{Ordeal, Task}, ValueTuple{string, string}[])"/>
    public static Task<Ordeal> StartAsync(params (string Name, string Value)[] settings) => StartAsync(null, OftenPause, [("Limits:LinesPerSecond", "0"), .. settings]);

    /// <summary>A name that nobody had before.</summary>
    public string NewName(string kind) => $"{kind}-{Interlocked.Increment(ref _lastName)}";

    /// <summary>So many attackers at once, each with a seed of its own.</summary>
    public Task ManyAsync(int count, Attack attack) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => new Random(Interlocked.Increment(ref _lastSeed))).Select(random => Task.Run(() => attack(this, random))));

    /// <summary>How a client at this address of the network reaches the server.</summary>
    public Route RouteFrom(IPAddress address) => _network!.RouteFrom(address, Port);

    /// <summary>Two more witnesses, who chat in another room until the attack is over and complain of whatever they hear amiss
    /// there.</summary>
    public async Task WhileTwoTalkInAsync(string room, Func<Task> attack)
    {
        using var cleo = Witness.SignOn(HonestRoute(), "Cleo", _nicknameCommand, OftenPause, new("Dora", "Cleo"), room);
        using var dora = Witness.SignOn(HonestRoute(), "Dora", _nicknameCommand, OftenPause, new("Cleo", "Cleo", "Dora"), room);
        cleo.BeginToTalk();
        dora.BeginToTalk();
        var attacked = attack();
        await await Task.WhenAny(attacked, cleo.End, dora.End);
        Assert.True(attacked.IsCompleted, "The server has stopped by itself.");
        cleo.FallSilent();
        dora.FallSilent();
        await HearAllAsync(cleo, dora.Said, ["Cleo", "Dora"]);
        await HearAllAsync(dora, cleo.Said, ["Cleo", "Dora"]);
    }

    /// <summary>Somebody comes, is heard, and goes.</summary>
    public async Task MeetNewcomerAsync()
    {
        string name = NewName("newcomer");
        var heard = Task.WhenAll(Ann.Hearing.LineAsync($"{name}> hello"), Ben.Hearing.LineAsync($"{name}> hello"));
        var gone = Task.WhenAll(Ann.Hearing.LineAsync($"--- {name} left ---"), Ben.Hearing.LineAsync($"--- {name} left ---"));
        using var newcomer = await Attacker.ConnectAsync(HonestRoute());
        await newcomer.TypeAsync(_nicknameCommand + name);
        await newcomer.TypeAsync("hello");
        await heard;
        newcomer.Shutdown(SocketShutdown.Send);
        await newcomer.ReadToEndAsync();
        await gone;
    }

    /// <summary>Takes from the server all descriptors from this one on that are free.</summary>
    public async Task LimitDescriptorsAsync(int most)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{_host.Id}", $"--nofile={most}:"]); // the soft limit alone
        await limit.WaitForExitAsync().WaitAsync(Deadline.Time);
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>Waits for something, unless a witness has a complaint before.</summary>
    public async Task EndureAsync(Task task)
    {
        var first = await Task.WhenAny(task, Ann.End, Ben.End).WaitAsync(AttackAtMost);
        await first;
        Assert.True(first == task, "The server has stopped by itself.");
    }

    /// <summary>Stops the server by a signal. The witnesses are told, and it ends well, in time.</summary>
    public async Task StopAsync(string signal)
    {
        await _host.SignalAsync(signal);
        await Task.WhenAll(EndAsync(Ann), EndAsync(Ben)).WaitAsync(StopAtMost);
        Assert.Equal(0, await _host.ExitAsync().WaitAsync(StopAtMost));
        string log = await _log + await _host.StandardErrorAsync();
        Assert.True(log.Count(c => c == '\n') < MostLinesOfLog, $"The log is long: {log}");
    }

    public void Dispose()
    {
        Ann.Dispose();
        Ben.Dispose();
        _host.Dispose();
    }

    private static async Task<Ordeal> StartAsync(PrivateNetwork? network, TimeSpan pause, (string Name, string Value)[] settings)
    {
        (string, string)[] environment = [.. settings.Select(setting => ($"LineChat__{setting.Name.Replace(":", "__", StringComparison.Ordinal)}", setting.Value))];
        string nicknameCommand = settings.LastOrDefault(setting => setting.Name == "Dialect__NicknameCommand").Value ?? "";
        var host = network is null
            ? HostProcess.StartAsync(["--port", "0"], environment)
            : network.Make(() => HostProcess.StartAsync(["--listen", PrivateNetwork.Listen], environment));
        var ordeal = new Ordeal(await host, network, nicknameCommand, pause);
        ordeal.Ann.BeginToTalk();
        ordeal.Ben.BeginToTalk();
        await ordeal.MeetNewcomerAsync();
        ordeal._descriptors = ordeal.Vitals.Descriptors;
        ordeal._memory = ordeal.Vitals.Memory;
        return ordeal;
    }

    private static async Task EndAsync(Witness witness)
    {
        await witness.End;
        witness.Dispose(); // or the server waits for it, if only for a second
    }

    private async Task RunAsync(Func<Ordeal, Task> attack)
    {
        long end = Environment.TickCount64 + (long)Endurance.Share.TotalMilliseconds;
        do await EndureAsync(attack(this));
        while (Environment.TickCount64 < end);
        await EndureAsync(RecoverAsync());
        await StopAsync("INT");
    }

    private Route HonestRoute() => _network is null ? Route.Loopback(Port) : RouteFrom(PrivateNetwork.Host(Interlocked.Increment(ref _lastHonestHost)));

    private async Task RecoverAsync()
    {
        await MeetNewcomerAsync();
        Ann.FallSilent();
        Ben.FallSilent();
        await HearAllAsync(Ann, Ben.Said, ["Ann", "Ben"]);
        await HearAllAsync(Ben, Ann.Said, ["Ann", "Ben"]);
        await Vitals.ExpectIdleAsync(Idle);
        await Until.TrueAsync(
            () => Vitals.Descriptors <= _descriptors + MostNewDescriptors,
            () => $"{Vitals.Descriptors} descriptors are open; {_descriptors} were before.");
        await Until.TrueAsync(
            () => Vitals.Memory <= _memory + MostNewMemory,
            () => $"{Vitals.Memory:N0} bytes of memory are used; {_memory:N0} were before.");
    }

    private static async Task HearAllAsync(Witness witness, long said, string[] present)
    {
        var hearing = witness.Hearing;
        await Until.TrueAsync(() => hearing.OfOther == said, () => $"A witness has heard {hearing.OfOther} of {said} lines of the other.");
        await Until.TrueAsync(
            () => hearing.Present.Order().SequenceEqual(present),
            () => $"A witness was not told that these have left: {string.Join(", ", hearing.Present.Except(present))}.");
    }
}
