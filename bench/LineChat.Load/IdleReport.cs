using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What idle measures.</summary>
internal sealed record IdleReport : Report
{
    public required double SignOnSeconds { get; init; }

    public double? BytesPerClient { get; init; }

    [JsonIgnore]
    public override bool IsClean => LostConnections == 0;
}
