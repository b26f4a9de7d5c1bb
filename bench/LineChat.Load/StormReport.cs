using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What storm measures.</summary>
internal sealed record StormReport : Report
{
    public required long Notices { get; init; }

    public required long Wanted { get; init; }

    public required double NoticesPerS { get; init; }

    [JsonIgnore]
    public override bool IsClean => Notices == Wanted && LostConnections == 0;
}
