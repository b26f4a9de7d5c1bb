using System.Diagnostics;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LineChat.Tests;

/// <summary>What holds up all others of a thread is told, at most once a minute.</summary>
public sealed class SlowTurnsTests
{
    private const string Remedy = " If nicknames, formats, filters or commands of your own may take long, set LineChat:Tcp:UnsafeInlineSessions to false.";

    private readonly WatchedTime _time = new();
    private readonly RecordingLogger _log = new();
    private readonly SlowTurns _slow;

    public SlowTurnsTests() => _slow = new(_time, _log);

    [Fact]
    public void What_takes_no_longer_than_50_ms_is_not_told()
    {
        Work(("The command /quick", 25), (null, 25));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void What_took_longest_is_named()
    {
        Work((null, 10), ("A sign-on", 15), (null, 10), ("The command /roll", 20), (null, 5));
        Assert.Equal([$"Warning: The command /roll took 60 ms, and all other clients waited meanwhile. Since the last such line it happened 0 more times.{Remedy}"], _log.Lines);
    }

    [Fact]
    public void What_has_no_name_is_told_too()
    {
        Work(("The command /quick", 1), (null, 99));
        Assert.StartsWith("Warning: Reading or sending lines took 100 ms,", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_one_line_a_minute_and_the_rest_is_counted()
    {
        for (int i = 0; i < 4; i++) Work((null, 51));
        _time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Work((null, 51));
        Assert.Single(_log.Lines);

        _time.Advance(TimeSpan.FromTicks(1));
        Work((null, 70));
        Work((null, 70));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("took 70 ms, and all other clients waited meanwhile. Since the last such line it happened 4 more times.", _log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_holds_up_the_thread_of_all_sessions_is_named_in_the_log()
    {
        if (!OperatingSystem.IsLinux()) return; // elsewhere no thread takes turns
        var hold = new Command(() => Thread.Sleep(SlowTurns.Limit + TimeSpan.FromMilliseconds(10))); // at least so long
        await using var chat = await ChatFixture.StartAsync(
            options => options.Tcp.UnsafeInlineSessions = true,
            services => services.AddLogging(logging => logging.AddProvider(_log)).AddSingleton<IChatCommand>(hold),
            overTcp: true);
        var ann = await chat.ConnectTcpAsync();
        await ann.SignOnAsync("Ann");
        var deadline = Deadline.Token;
        do // something else may have taken long first
        {
            deadline.ThrowIfCancellationRequested();
            chat.Time.Advance(TimeSpan.FromMinutes(1));
            await ann.TypeLineAsync("/HOLD what nobody else may read");
            await ann.ExpectLineAsync("held");
        }
        while (!_log.Lines.Any(line => line.StartsWith("Warning: The command /hold took ", StringComparison.Ordinal)));

        Assert.DoesNotContain(_log.Lines, line => line.Contains("nobody else", StringComparison.Ordinal));
    }

    private void Work(params (string? What, int Milliseconds)[] parts)
    {
        long now = Stopwatch.GetTimestamp();
        _slow.Begin(now);
        foreach (var (what, milliseconds) in parts)
        {
            _slow.GoOn(what, now);
            now += Stopwatch.Frequency * milliseconds / 1000;
        }

        _slow.End(now);
    }

    private sealed class Command(Action run) : IChatCommand
    {
        public string Name => "hold";

        public string Usage => "/hold";

        public string Description => "takes long";

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
        {
            run();
            return context.ReplyAsync("held", cancellationToken);
        }
    }
}
