using System.Globalization;
using System.Text.RegularExpressions;

namespace LineChat.Torture.Support;

/// <summary>Counts what a slow reader got and what it was told that it skipped, between two lines that it can't have skipped.</summary>
internal sealed partial class SlowReader : IDisposable
{
    public const string Begin = "begin";
    public const string End = "end";

    private readonly Attacker _attacker;
    private readonly Dictionary<string, long> _lastOfWitness = [];

    private SlowReader(Attacker attacker) => _attacker = attacker;

    /// <summary>How many lines it was told that it skipped.</summary>
    public long Skipped { get; private set; }

    /// <summary>How many lines it got from <see cref="Begin"/> to <see cref="End"/>.</summary>
    public long Got { get; private set; }

    /// <summary>How many of both should be the witnesses'.</summary>
    public long OfWitnesses { get; private set; }

    public static async Task<SlowReader> SignOnAsync(int port, string name) => new(await Attacker.SignOnAsync(port, name, receiveBuffer: 4096));

    /// <summary>Reads until somebody says that it begins, and until then a line of each witness at least.</summary>
    public async Task ReadToBeginAsync()
    {
        while (await _attacker.ReadLineAsync() is var line && !IsSaid(line, Begin)) Note(line);
        Assert.Equal(2, _lastOfWitness.Count);
    }

    /// <summary>Reads until somebody says that it is the end, and a line more of each witness.</summary>
    /// <param name="wait">Waits a little, as long as it should read slowly.</param>
    public async Task ReadToEndAsync(Func<Task> wait)
    {
        var before = new Dictionary<string, long>(_lastOfWitness);
        for (int i = 0; await _attacker.ReadLineAsync() is var line && !IsSaid(line, End); i++)
        {
            if (Note(line)) Got++;
            if (i % 4 == 0) await wait();
        }

        _lastOfWitness.Clear();
        while (_lastOfWitness.Count < 2) NoteFirst(await _attacker.ReadLineAsync());
        OfWitnesses = before.Sum(witness => _lastOfWitness[witness.Key] - 1 - witness.Value);
    }

    public void Dispose() => _attacker.Dispose();

    private static bool IsSaid(string line, string text) => line.EndsWith($"> {text}", StringComparison.Ordinal);

    /// <returns>Whether it is a line of the room.</returns>
    private bool Note(string line)
    {
        if (Skips().Match(line) is { Success: true } skips)
        {
            Skipped += long.Parse(skips.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            return false;
        }

        if (OfWitness().Match(line) is { Success: true } witness) _lastOfWitness[witness.Groups[1].Value] = long.Parse(witness.Groups[2].Value, CultureInfo.InvariantCulture);
        return true;
    }

    private void NoteFirst(string line)
    {
        Assert.DoesNotMatch(Skips(), line); // nothing is said any more that could be
        if (OfWitness().Match(line) is { Success: true } witness) _lastOfWitness.TryAdd(witness.Groups[1].Value, long.Parse(witness.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\*\*\* ([0-9,]+) lines? skipped \*\*\*$")]
    private static partial Regex Skips();

    [GeneratedRegex("^(Ann|Ben)> ([0-9]+) ")]
    private static partial Regex OfWitness();
}
