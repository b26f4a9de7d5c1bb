namespace LineChat.Load;

/// <summary>The medians of one figure over all rounds.</summary>
/// <param name="Reading">While everybody reads.</param>
/// <param name="Stalling">While some never read.</param>
/// <param name="Ratio">The median of each round's ratio: how many times as much it was with them.</param>
internal sealed record Comparison(double Reading, double Stalling, double Ratio)
{
    public static Comparison Of(IReadOnlyCollection<StalledRound> rounds, Func<ChurnReport, long> figure) => new(
        Median(rounds.Select(round => (double)figure(round.Reading))),
        Median(rounds.Select(round => (double)figure(round.Stalling))),
        Math.Round(Median(rounds.Select(round => figure(round.Stalling) / Math.Max(1.0, figure(round.Reading)))), 3));

    private static double Median(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
