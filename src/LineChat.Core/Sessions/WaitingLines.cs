namespace LineChat.Sessions;

/// <summary>
/// What one client sent too fast, in the order in which it came, until its turn comes. It is there only while something waits, and bounded:
/// 64 KiB wait, of which each line takes 64 bytes more than it has, and one line always. What comes then is dropped until nothing comes
/// from one turn to the next, so that one piece is missing and not many.
/// </summary>
internal sealed class WaitingLines(Pace pace)
{
    private const int MaxSize = 64 * 1024;
    private const int LineOverhead = 64;

    private readonly Queue<(LineEvent Found, byte[] Line)> _waiting = [];
    private int _size;
    private int _dropped;
    private int _droppedBefore; // as of the last turn
    private TimeSpan? _wait; // of the first, once its price is taken
    private Task? _turn;

    /// <summary>The line that was taken last.</summary>
    public ReadOnlyMemory<byte>? Line { get; private set; }

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>What is received meanwhile.</summary>
    public ReadAhead? Ahead { get; set; }

    /// <summary>Whether the client has closed its side.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the conversation ends with what waits, so that nothing that follows counts.</summary>
    public bool HasEnd { get; private set; }

    /// <summary>Adds what is to wait.</summary>
    /// <param name="found">A line or its like, or else what ends the conversation.</param>
    /// <param name="line">Its text.</param>
    /// <param name="wait">For how long, if its price is taken already.</param>
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

    /// <summary>Takes the first if its turn has come.</summary>
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

    /// <summary>The client has closed its side: what waits is its last.</summary>
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

    /// <summary>Waits until the turn of the first has come, or something was received.</summary>
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
