using LineChat.Diagnostics;

namespace LineChat.Rooms;

/// <summary>What all deliveries of a room have in common.</summary>
internal sealed class DeliverySettings(CurrentOptions options, TimeProvider time)
{
    private readonly FromOptions<SharedTimeLimit> _flushTimeout = new(options, now => new(now.Limits.FlushTimeout, time));

    public CurrentOptions Options => options;

    /// <summary>How many bytes of replies may be owed to a member.</summary>
    public int MaxOwedReplies => options.Value.Limits.MaxOwedReplies;

    /// <summary>How long a send may take; <see cref="Timeout.InfiniteTimeSpan"/> is no limit.</summary>
    public TimeSpan StallTimeout => options.Value.Limits.StallTimeout is { Ticks: > 0 } limit ? limit : Timeout.InfiniteTimeSpan;

    /// <summary>How long the end of a delivery may take.</summary>
    public SharedTimeLimit FlushTimeout => _flushTimeout.Value;

    public TimeProvider Time => time;

    public required ChatMetrics Metrics { get; init; }

    /// <summary>Puts into words that so many lines were skipped.</summary>
    public required Func<long, ReadOnlyMemory<byte>> SkipNotice { get; init; }
}
