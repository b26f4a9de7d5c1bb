using System.Globalization;

namespace LineChat.Load;

/// <summary>How a soak stands. What is counted is counted from its beginning; the latencies and the processor's time are those since the sample before.</summary>
internal sealed record SoakSample
{
    public const string Heading = "  seconds  conns    joins   leaves  dropped     lines   rss_kb   fds threads  cpu%   p50_ms   p99_ms   max_ms missing disordered";

    public required double Seconds { get; init; }

    /// <summary>How many connections there are, the witnesses' included.</summary>
    public required int Connections { get; init; }

    public required long Joins { get; init; }

    public required long Leaves { get; init; }

    /// <summary>How many the server has disconnected.</summary>
    public required long Dropped { get; init; }

    /// <summary>Lines that one of the witnesses has heard, notices included.</summary>
    public required long Lines { get; init; }

    public long? RssKb { get; init; }

    public int? Descriptors { get; init; }

    public int? Threads { get; init; }

    /// <summary>Of one processor.</summary>
    public double? CpuPercent { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    public required double MaxMs { get; init; }

    /// <summary>Messages between witnesses that have been overtaken, and have not come.</summary>
    public required long Missing { get; init; }

    /// <summary>Messages between witnesses that came behind a later one, or again.</summary>
    public required long Disordered { get; init; }

    /// <summary>The sample as a line below the <see cref="Heading"/>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seconds,9:F1} {Connections,6} {Joins,8} {Leaves,8} {Dropped,8} {Lines,9} {RssKb,8} {Descriptors,5} {Threads,7} {CpuPercent,5:F1} {P50Ms,8:F2} {P99Ms,8:F2} {MaxMs,8:F2} {Missing,7} {Disordered,10}");
}
