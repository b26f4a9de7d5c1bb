namespace LineChat.Load;

/// <summary>
/// What the last client that reads says beside the messages, at a rate of its own: lines that all who read count, and that nobody times.
/// </summary>
internal sealed class Flood
{
    private const byte Mark = (byte)'!'; // once in each line
    private const int MostAtOnce = 1000; // lines, so that a late flood does not keep the clients from reading

    private readonly LoadOptions _options;
    private readonly Crowd _crowd;
    private readonly byte[] _lines;
    private readonly int _length; // of a line
    private long _sent;

    public Flood(LoadOptions options, Crowd crowd)
    {
        _options = options;
        _crowd = crowd;
        _length = options.Size + 2;
        _lines = new byte[MostAtOnce * _length];
        _lines.AsSpan().Fill((byte)'.');
        for (int line = 0; line < MostAtOnce; line++)
        {
            _lines[line * _length] = Mark;
            "\r\n"u8.CopyTo(_lines.AsSpan((line + 1) * _length - 2));
        }
    }

    /// <summary>How many lines came, each counted once for each reader.</summary>
    public long Deliveries { get; private set; }

    public long Wanted => _sent * _options.Hearers;

    /// <summary>Says what is due by now.</summary>
    /// <param name="start">When it began.</param>
    public void Say(long start)
    {
        long due = Math.Min((long)(Clock.SecondsSince(start) * _options.Flood) - _sent, MostAtOnce);
        if (due <= 0) return;
        _sent += due;
        _crowd.Send(_crowd.Clients[_options.Readers - 1], _lines.AsSpan(0, (int)due * _length));
    }

    public void Hear(Client client, ReadOnlySpan<byte> bytes)
    {
        if (client.Number < _options.Readers) Deliveries += bytes.Count(Mark);
    }
}
