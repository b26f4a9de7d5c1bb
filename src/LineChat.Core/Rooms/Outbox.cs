namespace LineChat.Rooms;

/// <summary>
/// What is owed to one member: the log from its cursor on, merged with the replies to it by their position. Sockets and clocks have no part
/// in it. Its contract:
/// <list type="number">
/// <item><see cref="Post(ReadOnlyMemory{byte})"/>, <see cref="Reserve"/> and <see cref="Close"/> are called under the room's lock, so that the end of the log
/// stands still while a reply takes its place.</item>
/// <item><see cref="TryTake(int, out Piece)"/> is called by one thread at a time, without a lock. It looks at the log first and at the replies then: if it
/// sees a line, it sees every reply that was posted before that line was appended.</item>
/// <item>Replies come in the order in which they were posted, each behind all lines before its position and before all others.</item>
/// </list>
/// </summary>
internal sealed class Outbox
{
    /// <summary>What a reply counts for besides its bytes: about what it takes to remember it.</summary>
    public const int ReplyOverhead = 64;

    private readonly LineLog _log;
    private readonly int _self;
    private Cursor _cursor;
    private Reply _taken = new(0, 0); // the last one taken: what follows it is owed
    private Reply _posted;
    private long _limit = long.MaxValue;
    private long _owed;

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

    /// <summary>How many bytes the replies count for that have been posted and not yet sent: their own, or those reserved for them, and <see cref="ReplyOverhead"/> for each.</summary>
    public long Owed => Volatile.Read(ref _owed);

    /// <summary>Whether all that was owed when it was closed has been taken. For the thread that takes.</summary>
    public bool IsFinished => _cursor.Position >= Volatile.Read(ref _limit) && _taken.Next is null;

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

    /// <summary>Takes the place at the end of the log for a reply, and room for its bytes. <see cref="Fill"/> follows.</summary>
    /// <param name="most">How many bytes there will be at most.</param>
    public Reply Reserve(int most)
    {
        var reply = new Reply(_log.End, most);
        Post(reply);
        return reply;
    }

    /// <summary>Says what a reply is whose place was taken before.</summary>
    public void Fill(Reply reply, ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _owed, bytes.Length - reply.Length);
        reply.Fill(bytes);
    }

    /// <summary>Says that something taken has been sent, so that a reply is no longer owed.</summary>
    public void Sent(in Piece piece) => Interlocked.Add(ref _owed, -piece.Owed);

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
                    piece = new(step.Bytes, step.Lines, 0);
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

    /// <summary>Takes the lines that follow those taken last, over the member's own, unless something else comes first.</summary>
    /// <param name="maxBytes">How many bytes; a line that is longer stays.</param>
    /// <param name="lines">The lines.</param>
    public bool TryTakeLines(int maxBytes, out Piece lines)
    {
        var cursor = _cursor;
        Cursor.Step step;
        do
        {
            var view = cursor.Look();
            long limit = Math.Min(_taken.Next?.Position ?? long.MaxValue, Volatile.Read(ref _limit)); // after the look: see the contract
            step = cursor.Read(view, _log, _self, limit, maxBytes);
        }
        while (step.Kind == Cursor.StepKind.Moved);

        lines = new(step.Bytes, step.Lines, 0);
        if (step.Kind != Cursor.StepKind.Lines || step.Bytes.Length > maxBytes) return false;
        _cursor = cursor;
        return true;
    }

    private void Post(Reply reply)
    {
        Interlocked.Add(ref _owed, ReplyOverhead + reply.Length);
        _posted.Next = reply;
        _posted = reply;
    }

    private bool TryTake(Reply reply, out Piece piece)
    {
        piece = default;
        if (!reply.IsFilled) return false;

        _taken = reply;
        piece = new(reply.Bytes, 0, 0) { Owed = ReplyOverhead + reply.Length };
        reply.Clear();
        return true;
    }

    /// <param name="Bytes">What to send.</param>
    /// <param name="Lines">How many lines of the log it is.</param>
    /// <param name="Skipped">How many lines were skipped: tell that instead.</param>
    internal readonly record struct Piece(ReadOnlyMemory<byte> Bytes, long Lines, long Skipped)
    {
        /// <summary>Whether the bytes are used for something else once a part of them has been sent.</summary>
        public bool IsLent { get; init; }

        /// <summary>For how many bytes a reply counts until it is sent; 0 for lines.</summary>
        public int Owed { get; init; }
    }
}
