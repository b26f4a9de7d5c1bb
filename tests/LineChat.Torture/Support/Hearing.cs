using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LineChat.Torture.Support;

/// <summary>
/// Holds what somebody hears against what may be heard:
/// <list type="number">
/// <item>lines of safe text and nothing else: a whole line each, valid UTF-8, no control, nothing that reorders;</item>
/// <item>arrivals of who is not there, departures and words of who is;</item>
/// <item>the other witness's lines complete, in order and in time.</item>
/// </list>
/// One thread hears; any may ask.
/// </summary>
/// <param name="other">The name of the other witness.</param>
/// <param name="present">Who is there at first.</param>
internal sealed partial class Hearing(string other, params IEnumerable<string> present)
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(10);
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ConcurrentDictionary<string, bool> _present = new(present.Select(name => KeyValuePair.Create(name, true)));
    private readonly ConcurrentDictionary<string, long> _counts = [];
    private readonly ConcurrentDictionary<string, long> _kinds = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _records = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = [];
    private long _ofOther;
    private long _lines;
    private long _bytes;
    private int _arrivals;
    private volatile bool _isOver;

    /// <summary>Who is there.</summary>
    public ICollection<string> Present => _present.Keys;

    /// <summary>How many have arrived.</summary>
    public int Arrivals => Volatile.Read(ref _arrivals);

    /// <summary>How many lines of the other witness were heard.</summary>
    public long OfOther => Volatile.Read(ref _ofOther);

    /// <summary>How many lines were heard in all, notices included.</summary>
    public long Lines => Volatile.Read(ref _lines);

    /// <summary>How many bytes of lines were heard in all.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether the server said that it stops.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>How many lines somebody has said.</summary>
    public long CountOf(string name) => _counts.GetValueOrDefault(name);

    /// <summary>How many lines were said by, or told the arrival or departure of, those whose names <see cref="Ordeal.NewName"/> made for this kind.</summary>
    public long CountOfKind(string kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>Keeps what somebody says from now on.</summary>
    public void Record(string name) => _records.TryAdd(name, []);

    /// <summary>What somebody said whose words are kept.</summary>
    public IEnumerable<string> Recorded(string name) => _records[name];

    /// <summary>Done when this line is heard. Ask before it is said.</summary>
    public async Task LineAsync(string line)
    {
        var awaited = _awaited.GetOrAdd(line, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_isOver) awaited.TrySetException(Over());
        await Task.WhenAny(awaited.Task, Task.Delay(Deadline.Time));
        if (!awaited.Task.IsCompleted) Assert.Fail($"A witness has not heard in {Deadline.Time}: \"{line}\"");
        await awaited.Task;
    }

    /// <summary>Done when the other witness is heard once more.</summary>
    public Task OtherAsync()
    {
        long before = OfOther;
        return UntilAsync(() => OfOther > before, () => "The other witness says nothing.");
    }

    /// <summary>Waits until something is so by what is heard; fails at once if nothing is heard any more.</summary>
    /// <inheritdoc cref="Until.TrueAsync"/>
    public async Task UntilAsync(Func<bool> isSo, Func<string> otherwise, TimeSpan? atMost = null)
    {
        await Until.TrueAsync(() => isSo() || _isOver, otherwise, atMost);
        if (!isSo()) throw Over();
    }

    /// <summary>Nothing is heard any more: whoever waits for something waits in vain.</summary>
    public void End()
    {
        _isOver = true;
        foreach (var awaited in _awaited.Values) awaited.TrySetException(Over());
    }

    /// <summary>Hears a line.</summary>
    /// <param name="bytes">Without its LF.</param>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        string line = TextOf(bytes);
        Volatile.Write(ref _lines, _lines + 1);
        Volatile.Write(ref _bytes, _bytes + bytes.Length + 1);
        if (Said().Match(line) is { Success: true } said)
        {
            string name = said.Groups[1].Value;
            IsTrue(_present.ContainsKey(name), line, "is by somebody who is not there");
            _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
            NoteKind(name);
            if (_records.TryGetValue(name, out var record)) record.Enqueue(said.Groups[2].Value);
            if (name == other) TakeOther(line, said.Groups[2].Value);
        }
        else if (Arrived().Match(line) is { Success: true } arrived)
        {
            IsTrue(_present.TryAdd(arrived.Groups[1].Value, true), line, "tells of somebody who is there already");
            _arrivals++;
            NoteKind(arrived.Groups[1].Value);
        }
        else if (Left().Match(line) is { Success: true } left)
        {
            IsTrue(_present.TryRemove(left.Groups[1].Value, out _), line, "tells of somebody who is not there");
            NoteKind(left.Groups[1].Value);
        }
        else if (Renamed().Match(line) is { Success: true } renamed)
        {
            IsTrue(_present.TryRemove(renamed.Groups[1].Value, out _), line, "tells of somebody who is not there");
            IsTrue(_present.TryAdd(renamed.Groups[2].Value, true), line, "tells of a name that is taken");
        }
        else if (ActedOrWhispered().Match(line) is { Success: true } by)
        {
            IsTrue(_present.ContainsKey(by.Groups[1].Value), line, "is by somebody who is not there");
        }
        else
        {
            IsTrue(line == "*** The server is stopping. ***", line, "is nothing that may be heard");
            IsStopping = true;
        }

        if (_awaited.TryGetValue(line, out var awaited)) awaited.TrySetResult();
    }

    private void NoteKind(string name) => _kinds.AddOrUpdate(name.Split('-')[0], 1, static (_, count) => count + 1);

    private void TakeOther(string line, string text)
    {
        string[] parts = text.Split(' ');
        IsTrue(parts[0] == $"{_ofOther}", line, $"comes when the number {_ofOther} is due");
        long late = Environment.TickCount64 - long.Parse(parts[1], CultureInfo.InvariantCulture);
        IsTrue(late < InTime.TotalMilliseconds, line, $"took {late} ms");
        Volatile.Write(ref _ofOther, _ofOther + 1);
    }

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        IsTrue(bytes.EndsWith("\r"u8), Encoding.UTF8.GetString(bytes), "does not end with CR LF");
        bytes = bytes[..^1];
        if (bytes.IndexOfAnyExcept(Plain) < 0) return Encoding.ASCII.GetString(bytes);

        string line = Encoding.UTF8.GetString(bytes);
        try
        {
            line = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            Assert.Fail($"A witness heard what is no UTF-8: {Convert.ToHexString(bytes)}");
        }

        int isolates = 0;
        foreach (char c in line)
        {
            bool unsafely = (char.IsControl(c) && c != '\t') || c is (>= '\u202A' and <= '\u202E') or '\u2066' or '\u2067' or '\u2028' or '\u2029';
            if (unsafely) Assert.Fail($"A witness heard U+{(int)c:X4} in {Convert.ToHexString(bytes)}");
            if (c == '\u2068') isolates++;
            if (c == '\u2069') isolates--;
            IsTrue(isolates is 0 or 1, line, "has isolates in disorder");
        }

        IsTrue(isolates == 0, line, "has an isolate without its end");
        return line;
    }

    private static IOException Over() => new("The witness hears nothing any more.");

    private static void IsTrue(bool isSo, string line, string otherwise)
    {
        if (!isSo) Assert.Fail($"A witness heard a line that {otherwise}: \"{line}\"");
    }

    [GeneratedRegex(@"^([^\s>]+)> (.*)$", RegexOptions.Singleline)]
    private static partial Regex Said();

    [GeneratedRegex(@"^\+\+\+ ([^\s>]+) (?:arrived|came from [^\s>]+) \+\+\+$")]
    private static partial Regex Arrived();

    [GeneratedRegex(@"^--- ([^\s>]+) (?:left|went to [^\s>]+) ---$")]
    private static partial Regex Left();

    [GeneratedRegex(@"^\*\*\* ([^\s>]+) is now ([^\s>]+) \*\*\*$")]
    private static partial Regex Renamed();

    [GeneratedRegex(@"^(?:\* (?<1>[^\s>]+) |\[(?<1>[^\s>]+) -> you\] )")]
    private static partial Regex ActedOrWhispered();
}
