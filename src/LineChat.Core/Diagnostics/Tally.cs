using System.Diagnostics.Metrics;
using System.Text.Json;

namespace LineChat.Diagnostics;

/// <summary>Counts by the values of an enumeration, which become a tag.</summary>
/// <param name="tag">What the tag is called; its values are those of the enumeration in snake case.</param>
/// <param name="others">The tags that all have.</param>
internal sealed class Tally<T>(string tag, KeyValuePair<string, object?>[] others)
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();

    private readonly long[] _counts = new long[Values.Length];
    private readonly KeyValuePair<string, object?>[][] _tags =
        [.. Values.Select(value => (KeyValuePair<string, object?>[])[new(tag, JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}")), .. others])];

    public void Add(T value) => Interlocked.Increment(ref _counts[Array.IndexOf(Values, value)]);

    public IEnumerable<Measurement<long>> Read() =>
        _counts.Select((_, i) => new Measurement<long>(Volatile.Read(ref _counts[i]), _tags[i]));
}
