using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What fanout and paced measure.</summary>
internal sealed record TalkReport : Report
{
    public required int Stalled { get; init; }

    public required int Window { get; init; }

    public required int Size { get; init; }

    public required long Deliveries { get; init; }

    public required long Wanted { get; init; }

    public required long Disordered { get; init; }

    public required long Repeated { get; init; }

    public required double DeliveriesPerS { get; init; }

    public double? ServerCpuUsPerDelivery { get; init; }

    public required double MbPerS { get; init; }

    /// <summary>What came of the flood, each line counted once for each reader.</summary>
    public long? FloodDeliveries { get; init; }

    public long? FloodWanted { get; init; }

    public required long P50Us { get; init; }

    public required long P99Us { get; init; }

    public required long MaxUs { get; init; }

    [JsonIgnore]
    public override bool IsClean => Deliveries == Wanted && FloodDeliveries == FloodWanted && Disordered == 0 && Repeated == 0 && LostConnections == 0;
}
