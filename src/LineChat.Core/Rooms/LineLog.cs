namespace LineChat.Rooms;

/// <summary>
/// Everything said, in order, as the bytes that go on the wire: a chain of blocks of which the oldest are dropped. One thread at a time
/// appends, under the room's lock; whoever reads does it by a <see cref="Cursor"/>, without one. A dropped block is written again once
/// it is certain that nobody reads it, so that a room that talks on allocates nothing. The first block is small, and each is twice as
/// long as the one before until they have their full size.
/// </summary>
internal sealed class LineLog
{
    private const int MostSpare = 2;

    private readonly Queue<Block> _dropped = new(MostSpare); // perhaps still read
    private Block _first;
    private Block _last;
    private long _size;
    private long _begun; // bytes
    private long _readFrom; // nobody reads a block that begins before it

    /// <param name="maxSize">How many bytes of blocks are kept, beside the one that is being written.</param>
    /// <param name="firstSize">How many bytes the first block has.</param>
    public LineLog(int maxSize, int firstSize = Block.SmallestSize)
    {
        MaxSize = maxSize;
        _first = _last = new(0, firstSize);
        _begun = _size = firstSize;
    }

    /// <summary>
    /// How many bytes of blocks are kept, beside the one that is being written. Set under the room's lock; what is too much then goes
    /// with the next block.
    /// </summary>
    public int MaxSize { get; set; }

    /// <summary>The oldest block that is kept.</summary>
    public Block First => Volatile.Read(ref _first);

    /// <summary>How many bytes are a quarter of what is kept, a block at least.</summary>
    public int Quarter => Math.Max(Block.FullSize, MaxSize / 4);

    /// <summary>How many bytes the blocks have that were begun. For any thread.</summary>
    public long Begun => Volatile.Read(ref _begun);

    /// <summary>The number of the line that will be appended next. For whoever holds the room's lock.</summary>
    public long End => _last.First + _last.Count;

    /// <summary>Appends a line. For whoever holds the room's lock.</summary>
    /// <param name="line">Its bytes; nothing at all is no line.</param>
    /// <param name="author">Who will not get to read it; 0 for nobody.</param>
    public void Append(ReadOnlySpan<byte> line, int author)
    {
        if (line.IsEmpty || _last.TryAppend(line, author)) return;

        int size = Math.Min(Block.FullSize, 2 * _last.Size);
        var next = size == Block.FullSize && line.Length <= size && TakeSpare() is { } spare ? spare : new(End, Math.Max(size, line.Length));
        next.TryAppend(line, author);
        _last.Link(next);
        _last = next;
        Volatile.Write(ref _begun, _begun + next.Size);
        _size += next.Size;
        Drop(MaxSize);
    }

    /// <summary>A cursor so many lines before the end, as far as they are kept. For whoever holds the room's lock.</summary>
    public Cursor CursorBack(long lines)
    {
        var block = _last;
        long position = End - lines;
        if (position < block.First)
        {
            block = _first;
            while (block.First + block.Count <= position) block = block.Next!;
        }

        return new(block, (int)Math.Max(0, position - block.First));
    }

    /// <summary>
    /// Tells that nobody reads a block that begins before a line, nor will: to be found out from where everybody stands, and from what
    /// was kept before that was looked at. Any thread, one at a time; a smaller number than before is none.
    /// </summary>
    public void NobodyReadsBefore(long line) => Volatile.Write(ref _readFrom, Math.Max(_readFrom, line));

    /// <summary>
    /// Keeps only the end, a block's size beside the last block: nothing more will be appended, and what is kept for those who have
    /// still to read it must be little. For whoever holds the room's lock.
    /// </summary>
    public void KeepTheEnd()
    {
        Drop(Block.FullSize);
        _dropped.Clear();
    }

    private Block? TakeSpare()
    {
        if (!_dropped.TryPeek(out var spare) || spare.First >= Volatile.Read(ref _readFrom)) return null;
        _dropped.Dequeue();
        spare.BeginAnew(End);
        return spare;
    }

    // The oldest blocks, but so many bytes beside the last are kept.
    private void Drop(int kept)
    {
        while (_size - _last.Size - _first.Size >= kept)
        {
            var dropped = _first;
            _size -= dropped.Size;
            Volatile.Write(ref _first, dropped.Next!);
            dropped.CutOff(); // only now: whoever sees it looks for the new first
            if (dropped.Size == Block.FullSize && _dropped.Count < MostSpare) _dropped.Enqueue(dropped);
        }
    }
}
