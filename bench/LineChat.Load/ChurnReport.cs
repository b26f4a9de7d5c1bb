using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What churn measures.</summary>
internal sealed record ChurnReport : Report
{
    public required int Joins { get; init; }

    public required double JoinsPerS { get; init; }

    /// <summary>From the beginning of a visitor's connection to the first that it was told after its name.</summary>
    public required long JoinP50Us { get; init; }

    public required long JoinP99Us { get; init; }

    public required long JoinMaxUs { get; init; }

    /// <summary>How many of those who read nothing the server has disconnected.</summary>
    public required int StalledLost { get; init; }

    /// <summary>Arrivals and departures that the witnesses were told of.</summary>
    public required long Notices { get; init; }

    public required long NoticesWanted { get; init; }

    public required long NoticesRepeated { get; init; }

    public required long Deliveries { get; init; }

    public required long Wanted { get; init; }

    public required long Disordered { get; init; }

    public required long Repeated { get; init; }

    public required long P50Us { get; init; }

    public required long P99Us { get; init; }

    public required long MaxUs { get; init; }

    [JsonIgnore]
    public override bool IsClean =>
        Notices == NoticesWanted && NoticesRepeated == 0 && Deliveries == Wanted && Disordered == 0 && Repeated == 0 && LostConnections == 0;
}
