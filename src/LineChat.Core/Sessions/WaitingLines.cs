namespace LineChat.Sessions;

/// <summary>
/// The lines of one client that came too fast, in their order, until their turn comes. At most 64 KiB wait, counting each line for 64 bytes
/// more than it has, but always one line. Lines beyond that are dropped until none arrives between two turns, so that one continuous piece
/// is missing. Exists only while something waits.
/// </summary>
internal sealed class WaitingLines(Pace pace)
{
    private const int MaxSize = 64 * 1024;
    private const int LineOverhead = 64;

    private readonly Queue<(LineEvent Found, byte[] Line)> _waiting = [];
    private int _size;
    private int _dropped;
    private int _droppedBefore; // as of the previous turn
    private TimeSpan? _wait; // of the first, once its price is taken
    private Task? _turn;

    /// <summary>Gets the text of the line that was taken last; null if none was.</summary>
    public ReadOnlyMemory<byte>? Line { get; private set; }

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Gets or sets the receive that runs meanwhile.</summary>
    public ReadAhead? Ahead { get; set; }

    /// <summary>Gets whether the client has closed its side.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Gets whether the last event that waits ends the conversation. Nothing after it counts.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>Adds an event that must wait.</summary>
    /// <param name="found">A line or the like, or an event that ends the conversation.</param>
    /// <param name="line">The text of the line.</param>
    /// <param name="wait">How long it must wait, if its price is taken already.</param>
    public void Add(LineEvent found, ReadOnlySpan<byte> line, TimeSpan? wait = null)
    {
        if (HasEnd) return;
        HasEnd = !LineInput.IsLine(found);
        int size = line.Length + LineOverhead;
        if (!HasEnd && !IsEmpty && (_dropped > 0 || _size + size > MaxSize))
        {
            _dropped++;
            pace.ReportDropped();
            return;
        }

        if (IsEmpty) _wait = wait;
        _waiting.Enqueue((found, line.ToArray()));
        _size += size;
    }

    /// <summary>Takes the first event if its turn has come.</summary>
    public bool TryTake(out LineEvent found)
    {
        found = default;
        Line = null;
        if (!_waiting.TryPeek(out var first)) return false;

        _wait ??= LineInput.IsLine(first.Found) ? pace.TakeLine(first.Line.Length) : TimeSpan.Zero;
        if (_wait > TimeSpan.Zero && _turn is not { IsCompleted: true }) return false;

        (found, Line) = first;
        (_wait, _turn) = (null, null);
        _waiting.Dequeue();
        _size -= first.Line.Length + LineOverhead;
        if (_dropped == _droppedBefore || IsEmpty) TellDropped();
        _droppedBefore = _dropped;
        return true;
    }

    /// <summary>Marks that the client has closed its side: the conversation ends with what waits.</summary>
    public void Close()
    {
        IsClosed = true;
        Add(LineEvent.Leave, default);
    }

    /// <summary>Drops all that waits.</summary>
    public void Clear()
    {
        if (_wait is not null && _waiting.Peek() is var first && LineInput.IsLine(first.Found)) pace.GiveBackLine(first.Line.Length);
        _dropped += _waiting.Count;
        TellDropped();
        _waiting.Clear();
        (_size, _wait, _turn) = (0, null, null);
    }

    /// <summary>Waits until the turn of the first event has come, or something was received.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        _turn ??= Task.Delay(_wait!.Value, pace.Time, cancellationToken);
        return Task.WhenAny(_turn, Ahead?.Received ?? _turn);
    }

    private void TellDropped()
    {
        pace.TellDropped(_dropped);
        _dropped = 0;
    }
}
