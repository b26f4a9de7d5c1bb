using LineChat.Diagnostics;

namespace LineChat.Rooms;

/// <summary>What all deliveries of a room have in common.</summary>
internal sealed class DeliverySettings
{
    /// <summary>How many bytes of replies may be owed to a member.</summary>
    public required int MaxOwedReplies { get; init; }

    /// <summary>How long a send may take; <see cref="Timeout.InfiniteTimeSpan"/> is no limit.</summary>
    public required TimeSpan StallTimeout { get; init; }

    /// <summary>How long the end of a delivery may take.</summary>
    public required SharedTimeLimit FlushTimeout { get; init; }

    public required TimeProvider Time { get; init; }

    public required ChatMetrics Metrics { get; init; }

    /// <summary>Puts into words that so many lines were skipped.</summary>
    public required Func<long, ReadOnlyMemory<byte>> SkipNotice { get; init; }
}
