using System.Text;
using HdrHistogram;

namespace LineChat.Load;

/// <summary>
/// What the first of the clients say in turn and all who read hear: every delivery is counted and its order checked; how long it took is measured at a sample of the readers.
/// </summary>
internal sealed class Conversation
{
    private const int Sampled = 16;
    private const long LongestLatency = 3_600_000_000; // an hour

    private readonly LoadOptions _options;
    private readonly Crowd _crowd;
    private readonly MessageReader[] _readers;
    private readonly OrderCheck[] _checks;
    private readonly List<long> _due = [];
    private readonly LongHistogram _latency = new(LongestLatency, numberOfSignificantValueDigits: 3);
    private readonly byte[] _line;

    public Conversation(LoadOptions options, Crowd crowd)
    {
        _options = options;
        _crowd = crowd;
        _readers = [.. Enumerable.Range(0, options.Readers).Select(_ => new MessageReader())];
        _checks = [.. Enumerable.Range(0, options.Readers).Select(_ => new OrderCheck(options.Senders))];
        _line = new byte[options.Size + 32];
    }

    public int Sent => _due.Count;

    /// <summary>How many messages came, each counted once for each reader.</summary>
    public long Deliveries { get; private set; }

    public long Disordered { get; private set; }

    public long Repeated { get; private set; }

    public long Wanted => (long)Sent * _options.Hearers;

    /// <summary>How many deliveries are missing so far: others of the same sender, said later, have come.</summary>
    public long Missing => _checks.Sum(check => (long)check.Missing);

    public bool IsClean => Deliveries == Wanted && Disordered == 0 && Repeated == 0;

    /// <summary>Says the next message.</summary>
    /// <param name="due">When it should be said; its latency counts from then.</param>
    public void Say(long due)
    {
        int number = Sent;
        _due.Add(due);
        _line.AsSpan().Fill((byte)'.');
        Encoding.ASCII.TryGetBytes($"~{number} ", _line, out int length);
        length = Math.Max(length, _options.Size);
        "\r\n"u8.CopyTo(_line.AsSpan(length));
        _crowd.Send(_crowd.Clients[number % _options.Senders], _line.AsSpan(0, length + 2));
    }

    public void Hear(Client client, ReadOnlySpan<byte> bytes)
    {
        int reader = client.Number;
        if (reader >= _checks.Length) return;

        bool isSampled = reader % (1 + _options.Readers / Sampled) == 0;
        long now = isSampled ? Clock.Microseconds : 0;
        var check = _checks[reader];
        while (_readers[reader].TryRead(ref bytes, out long number))
        {
            if (number < 0 || number >= Sent)
            {
                Disordered++; // nobody has said that
                continue;
            }

            Count(check.Check((int)number));
            if (isSampled) _latency.RecordValue(Math.Clamp(now - _due[(int)number], 0, LongestLatency));
        }
    }

    public long LatencyAt(double percentile) => _latency.TotalCount == 0 ? 0 : _latency.GetValueAtPercentile(percentile);

    /// <summary>Begins anew with the latencies.</summary>
    public void ForgetLatencies() => _latency.Reset();

    private void Count(Arrival arrival)
    {
        if (arrival == Arrival.Repeated) Repeated++;
        else Deliveries++;
        if (arrival == Arrival.Late) Disordered++;
    }
}
