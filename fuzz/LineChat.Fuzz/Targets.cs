using System.Diagnostics;

namespace LineChat.Fuzz;

/// <summary>The targets by the names of their folders in the corpus.</summary>
internal static class Targets
{
    /// <summary>
    /// The most time that an input may take: a thousand times as long as any does, so that a slow machine breaks nothing.
    /// </summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["decoder"] = InTime(DecoderTarget.Run),
        ["telnet"] = InTime(TelnetTarget.Run),
        ["text"] = InTime(TextTarget.Run),
        ["nickname"] = InTime(NicknameTarget.Run),
        ["dialect"] = InTime(DialectTarget.Run),
    };

    private static FuzzTarget InTime(FuzzTarget target) => input =>
    {
        var watch = Stopwatch.StartNew();
        target(input);
        Invariant.Holds(watch.Elapsed < MaxTime, "An input is done with in time.");
    };
}
