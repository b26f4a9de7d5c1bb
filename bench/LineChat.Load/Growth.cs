namespace LineChat.Load;

/// <summary>What became of one figure of the server: the medians of its samples early and late.</summary>
/// <param name="Early">In the first third, its beginning left out: then the server is still getting warm.</param>
/// <param name="Late">In the last third.</param>
internal sealed record Growth(double Early, double Late)
{
    private const double WarmUp = 0.1;

    /// <returns>Null if there are too few samples.</returns>
    public static Growth? Of(IReadOnlyCollection<SoakSample> samples, TimeSpan duration, Func<SoakSample, double?> figure)
    {
        double? early = Between(WarmUp, 1 / 3.0);
        double? late = Between(2 / 3.0, double.PositiveInfinity);
        return early is { } first && late is { } last ? new(first, last) : null;

        double? Between(double least, double most)
        {
            double end = duration.TotalSeconds;
            double[] sorted = [.. samples.Where(sample => sample.Seconds > least * end && sample.Seconds <= most * end).Select(figure).OfType<double>().Order()];
            return sorted.Length == 0 ? null : sorted[sorted.Length / 2];
        }
    }
}
