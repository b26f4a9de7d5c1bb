namespace LineChat.Rooms;

/// <summary>
/// What one member is owed of one stay in a room: the log from its cursor on, merged with the replies to it by their position. Sockets and
/// clocks have no
/// part in it. Its contract:
/// <list type="number">
/// <item><see cref="Post(ReadOnlyMemory{byte})"/>, <see cref="Reserve"/> and <see cref="Close"/> are called under the room's lock, so
/// that the end of the log stands still while a reply takes its place.</item>
/// <item><see cref="TryTake(int, out Piece)"/> is called by one thread at a time, without a lock. It looks at the log first and at the
/// replies then: if it sees a line, it sees every reply that was posted before that line was appended.</item>
/// <item>Replies come in the order in which they were posted, each behind all lines before its position and before all others.</item>
/// </list>
/// </summary>
internal sealed class Outbox
{
    private readonly LineLog _log;
    private readonly int _self;
    private Cursor _cursor;
    private Reply _taken = new(0, 0); // the last one taken: what follows it is owed
    private Reply _posted;
    private long _limit = long.MaxValue;
    private Outbox? _next;
    private Action? _whenLeft;
    private volatile bool _isLeft;

    /// <param name="log">What the room says.</param>
    /// <param name="cursor">From where on the member reads it.</param>
    /// <param name="self">The member's number as an author.</param>
    public Outbox(LineLog log, Cursor cursor, int self)
    {
        _log = log;
        _cursor = cursor;
        _self = self;
        _posted = _taken;
    }

    /// <summary>Whether nothing that is appended or posted later is for the member. For any thread.</summary>
    public bool IsClosed => Volatile.Read(ref _limit) != long.MaxValue;

    /// <summary>Whether all that was owed when it was closed has been taken. For the thread that takes.</summary>
    public bool IsFinished => _cursor.Position >= Volatile.Read(ref _limit) && _taken.Next is null;

    /// <summary>What follows once this is finished, if the member went on to another room; null if it did not. Set before it is
    /// closed.</summary>
    public Outbox? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Whether nothing more of it will be sent, nor is being sent. For any thread.</summary>
    public bool IsLeft => _isLeft;

    /// <summary>The number of the first line of the block that is being read, or of one before it. For any thread.</summary>
    public long FirstOfBlock => _cursor.FirstOfBlock;

    /// <summary>Gives a reply the place at the end of the log.</summary>
    /// <param name="bytes">What to send. It is not copied, and must not change.</param>
    public void Post(ReadOnlyMemory<byte> bytes)
    {
        var reply = new Reply(_log.End, 0);
        reply.Fill(bytes);
        Post(reply);
    }

    /// <summary>Takes the place at the end of the log for a reply, and room for its bytes. It is filled afterwards.</summary>
    /// <param name="most">How many bytes there will be at most.</param>
    public Reply Reserve(int most)
    {
        var reply = new Reply(_log.End, most);
        Post(reply);
        return reply;
    }

    /// <summary>Nothing that is appended or posted from now on is for this member.</summary>
    public void Close() => Volatile.Write(ref _limit, _log.End);

    /// <summary>Takes what is to be sent next.</summary>
    /// <param name="maxBytes">How many bytes at once, but a line or a reply at least.</param>
    /// <param name="piece">Lines or a reply, or how many lines were skipped.</param>
    /// <returns>False if there is nothing for now.</returns>
    public bool TryTake(int maxBytes, out Piece piece)
    {
        while (true)
        {
            var view = _cursor.Look();
            var reply = _taken.Next; // after the look: see the contract
            if (reply is not null && reply.Position <= _cursor.Position) return TryTake(reply, out piece);

            long closed = Volatile.Read(ref _limit);
            var step = _cursor.Read(view, _log, _self, Math.Min(closed, reply?.Position ?? long.MaxValue), maxBytes);
            switch (step.Kind)
            {
                case Cursor.StepKind.Lines:
                    piece = new(step.Bytes, step.Lines);
                    return true;
                case Cursor.StepKind.Skipped when step.Lines > _cursor.Position - closed: // what came after the end is not missed
                    piece = new(default, 0, step.Lines - Math.Max(0, _cursor.Position - closed));
                    return true;
                case Cursor.StepKind.AtEnd:
                    piece = default;
                    return false;
            }
        }
    }

    /// <summary>Looks for the lines that follow those taken last, over the member's own, unless something else comes first.</summary>
    /// <param name="maxBytes">How many bytes; a line that is longer stays.</param>
    /// <param name="lines">The lines. They are taken, and what was taken before is done with, when they are passed
    /// (<see cref="Pass"/>).</param>
    /// <param name="behind">What to pass then.</param>
    public bool TryFindLines(int maxBytes, out Piece lines, out Cursor behind)
    {
        behind = _cursor;
        Cursor.Step step;
        do
        {
            var view = behind.Look();
            long limit = Math.Min(_taken.Next?.Position ?? long.MaxValue, Volatile.Read(ref _limit)); // after the look: see the contract
            step = behind.Read(view, _log, _self, limit, maxBytes);
        }
        while (step.Kind == Cursor.StepKind.Moved);

        lines = new(step.Bytes, step.Lines);
        return step.Kind == Cursor.StepKind.Lines && step.Bytes.Length <= maxBytes;
    }

    /// <summary>Takes the lines that were found. They, and what was taken before, may be written over from now on if they are of a block
    /// before.</summary>
    public void Pass(in Cursor behind)
    {
        Volatile.WriteBarrier(); // whoever sees that it stands in another block sees it behind the copying
        _cursor = behind;
    }

    /// <summary>Looks whether nothing of it will be sent, nor is being sent, and calls back, perhaps at once, if that comes only
    /// later.</summary>
    public bool IsLeftOr(Action whenLeft)
    {
        if (_isLeft) return true;
        Interlocked.Exchange(ref _whenLeft, whenLeft);
        return _isLeft;
    }

    /// <summary>Nothing more of it will be sent.</summary>
    public void Leave()
    {
        _isLeft = true;
        Interlocked.MemoryBarrier(); // whoever asked to be called looks at the flag behind asking
        Volatile.Read(ref _whenLeft)?.Invoke();
    }

    private void Post(Reply reply)
    {
        _posted.Next = reply;
        _posted = reply;
    }

    private bool TryTake(Reply reply, out Piece piece)
    {
        piece = default;
        if (!reply.IsFilled) return false;

        _taken = reply;
        piece = new(reply.Bytes, 0, 0) { Owed = Delivery.ReplyOverhead + reply.Length };
        reply.Clear();
        return true;
    }

    /// <param name="Bytes">What to send.</param>
    /// <param name="Lines">How many lines of the log it is.</param>
    /// <param name="Skipped">How many lines were skipped: tell that instead.</param>
    internal readonly record struct Piece(ReadOnlyMemory<byte> Bytes, long Lines, long Skipped)
    {
        /// <param name="lines">Lines of the log.</param>
        /// <param name="count">How many.</param>
        public Piece(PinnedBytes lines, long count)
            : this(lines.Memory, count, 0) => Pinned = lines;

        /// <summary>The bytes as well, if they are lines of the log as they stand there, or were gathered: those never move.</summary>
        public PinnedBytes Pinned { get; private init; }

        /// <summary>Whether the bytes are used for something else once a part of them has been sent.</summary>
        public bool IsLent { get; init; }

        /// <summary>For how many bytes a reply counts until it is sent; 0 for lines.</summary>
        public int Owed { get; init; }

        /// <summary>What is left when so many bytes have been sent.</summary>
        /// <param name="sent">How many.</param>
        public Piece Rest(int sent) => this with { Bytes = Bytes[sent..], Pinned = default };

        /// <summary>The same with bytes of its own.</summary>
        public Piece Copy() => this with { Bytes = Bytes.ToArray(), Pinned = default };
    }
}
