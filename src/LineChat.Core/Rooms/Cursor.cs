namespace LineChat.Rooms;

/// <summary>How far a reader is in the log. It steps over the reader's own lines. Not for use by two threads at once.</summary>
internal struct Cursor(Block block, int line)
{
    private Block _block = block;
    private int _line = line;

    /// <summary>The number of the line that it will read next.</summary>
    public readonly long Position => _block.First + _line;

    /// <summary>
    /// The number of the first line of the block in which it stands, and what it read last. For any thread; perhaps that of a block
    /// before.
    /// </summary>
    public readonly long FirstOfBlock => Volatile.Read(in _block).First;

    /// <summary>
    /// What there is to read in this block. Whatever else bounds the reading is looked up after this, and before <see cref="Read"/>.
    /// </summary>
    public readonly View Look()
    {
        var next = _block.Next; // before the count: see Block
        return new(next, _block.Count);
    }

    /// <summary>Reads on, one step.</summary>
    /// <param name="view">What <see cref="Look"/> saw.</param>
    /// <param name="log">Where to go on if this block was dropped.</param>
    /// <param name="self">Whose lines to step over.</param>
    /// <param name="limit">The number of the line before which to stop.</param>
    /// <param name="maxBytes">How many bytes to read at once, but one line at least.</param>
    public Step Read(View view, LineLog log, int self, long limit, int maxBytes)
    {
        if (ReferenceEquals(view.Next, _block)) return Skip(log);

        int end = (int)Math.Min(view.Count, Math.Max(_line, limit - _block.First));
        int others = _block.Authors[_line..end].IndexOfAnyExcept(self);
        if (others >= 0)
        {
            int from = _line + others;
            int own = _block.Authors[from..end].IndexOf(self);
            int to = own < 0 ? end : from + own;
            var bytes = _block.Slice(from, ref to, maxBytes);
            _line = to;
            return new(StepKind.Lines) { Bytes = bytes, Lines = to - from };
        }

        bool moved = end > _line;
        _line = end;
        if (view.Next is not null && end == view.Count && Position < limit)
        {
            _line = 0;
            Volatile.Write(ref _block, view.Next); // what was read in the one before is done with
            moved = true;
        }

        return new(moved ? StepKind.Moved : StepKind.AtEnd);
    }

    private Step Skip(LineLog log)
    {
        long position = Position;
        _line = 0;
        Volatile.Write(ref _block, log.First);
        long skipped = Position - position;
        return skipped > 0 ? new(StepKind.Skipped) { Lines = skipped } : new(StepKind.Moved);
    }

    /// <summary>What could be seen of a block at one moment.</summary>
    internal readonly record struct View(Block? Next, int Count);

    /// <summary>What a step brought.</summary>
    internal readonly record struct Step(StepKind Kind)
    {
        public PinnedBytes Bytes { get; init; }

        /// <summary>How many lines the bytes are, or how many were skipped.</summary>
        public long Lines { get; init; }
    }

    internal enum StepKind
    {
        /// <summary>Lines by others.</summary>
        Lines,

        /// <summary>Lines were dropped before they could be read.</summary>
        Skipped,

        /// <summary>Nothing yet, but the cursor is further: look again.</summary>
        Moved,

        /// <summary>Nothing more, for now or before the limit.</summary>
        AtEnd,
    }
}
