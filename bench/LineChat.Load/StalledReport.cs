using System.Text.Json.Serialization;

namespace LineChat.Load;

/// <summary>What the comparison with stalled readers has shown.</summary>
internal sealed record StalledReport : Report
{
    public required int Stalled { get; init; }

    /// <summary>How long a message took to those who read.</summary>
    public required Comparison P50Us { get; init; }

    public required Comparison P99Us { get; init; }

    public required Comparison MaxUs { get; init; }

    public required Comparison JoinP50Us { get; init; }

    public required Comparison JoinP99Us { get; init; }

    /// <summary>The server's memory at its highest in each measurement.</summary>
    public Comparison? PeakKb { get; init; }

    public required IReadOnlyList<StalledRound> Rounds { get; init; }

    /// <summary>Whether everything came, and nobody was disconnected: who is can't be in anybody's way.</summary>
    [JsonIgnore]
    public override bool IsClean => LostConnections == 0 && Rounds.All(round => round.Reading.IsClean && round.Stalling.IsClean);
}
