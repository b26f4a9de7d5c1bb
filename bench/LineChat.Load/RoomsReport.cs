using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What rooms measures.</summary>
internal sealed record RoomsReport : Report
{
    public required int Rooms { get; init; }

    public required long Deliveries { get; init; }

    public required long Wanted { get; init; }

    public required long Disordered { get; init; }

    public required long Repeated { get; init; }

    public required double DeliveriesPerS { get; init; }

    public double? ServerCpuUsPerDelivery { get; init; }

    [JsonIgnore]
    public override bool IsClean => Deliveries == Wanted && Disordered == 0 && Repeated == 0 && LostConnections == 0;
}
