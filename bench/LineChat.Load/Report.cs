using System.Text.Json;
using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What was measured, as one JSON object. What was not, the server's figures without its process, is left out.</summary>
internal abstract record Report
{
    [JsonPropertyOrder(-2)]
    public required string Mode { get; init; }

    [JsonPropertyOrder(-1)]
    public required int Clients { get; init; }

    public required int LostConnections { get; init; }

    public required double Seconds { get; init; }

    [JsonPropertyOrder(1)]
    public double? ServerCpuS { get; init; }

    [JsonPropertyOrder(1)]
    public long? ServerRssKb { get; init; }

    [JsonPropertyOrder(1)]
    public long? ServerPeakKb { get; init; }

    /// <summary>Whether everything came, once and in order.</summary>
    public abstract bool IsClean { get; }

    public string ToJson() => JsonSerializer.Serialize(this, GetType(), ReportJson.Default);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TalkReport))]
[JsonSerializable(typeof(RoomsReport))]
[JsonSerializable(typeof(StormReport))]
[JsonSerializable(typeof(IdleReport))]
[JsonSerializable(typeof(StopReport))]
[JsonSerializable(typeof(ChurnReport))]
[JsonSerializable(typeof(StalledReport))]
[JsonSerializable(typeof(SoakReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
