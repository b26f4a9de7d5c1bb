using LineChat.Load.Roles;

namespace LineChat.Load;

/// <summary>Takes the samples of a soak, each from the end of the one before.</summary>
internal sealed class SoakSampler(LoadOptions options, Conversation conversation)
{
    private readonly long _start = Clock.Microseconds;
    private long _last = Clock.Microseconds;
    private double? _lastCpu = options.Process?.CpuSeconds;

    /// <summary>How long until the next is due.</summary>
    public TimeSpan TimeLeft => TimeSpan.FromMicroseconds(Math.Max(0, _last + (long)options.Every.TotalMicroseconds - Clock.Microseconds));

    public SoakSample Take(Stage stage, long lines)
    {
        var server = options.Process?.HasEnded == false ? options.Process : null;
        long now = Clock.Microseconds;
        double? cpu = server?.CpuSeconds;
        var sample = new SoakSample
        {
            Seconds = Math.Round((now - _start) / 1e6, 1),
            Connections = options.Witnesses + stage.Present,
            Joins = stage.Joins,
            Leaves = stage.Leaves,
            Dropped = stage.Dropped,
            Lines = lines,
            RssKb = server?.ResidentKb,
            Descriptors = server?.Descriptors,
            Threads = server?.Threads,
            CpuPercent = (cpu - _lastCpu) * 1e8 / (now - _last) is { } percent ? Math.Round(percent, 1) : null,
            P50Ms = conversation.LatencyAt(50) / 1000.0,
            P99Ms = conversation.LatencyAt(99) / 1000.0,
            MaxMs = conversation.LatencyAt(100) / 1000.0,
            Missing = conversation.Missing,
            Disordered = conversation.Disordered + conversation.Repeated,
        };
        conversation.ForgetLatencies();
        _last = now;
        _lastCpu = cpu;
        return sample;
    }
}
