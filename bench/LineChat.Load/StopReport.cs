using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What a stop has taken: the server's memory before it and at its highest while it lasted.</summary>
internal sealed record StopReport : Report
{
    /// <summary>How many the server has closed.</summary>
    public required int ClosedConnections { get; init; }

    public required double PeakRatio { get; init; }

    [JsonIgnore]
    public override bool IsClean => LostConnections == 0 && ClosedConnections == Clients;
}
