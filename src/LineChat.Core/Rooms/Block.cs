namespace LineChat.Rooms;

/// <summary>
/// A stretch of the log: the bytes of some lines, where each ends and who wrote it. Written by one thread at a time, read by any number
/// without a lock, by this contract:
/// <list type="number">
/// <item>What is written is not written again, and the bytes never move: a slice stays good for as long as its reader stands in the
/// block. Only a dropped block in which nobody stands any more begins anew (<see cref="LineLog.NobodyReadsBefore"/>).</item>
/// <item>A line is visible once <see cref="Count"/> counts it: the last store of an append, with release semantics.</item>
/// <item>A reader takes <see cref="Next"/> before <see cref="Count"/>: nothing is written here once a next block is linked, so whoever has
/// seen the link sees all the lines. The other way round, those written between the two would be missed.</item>
/// <item>A block that the log has dropped links to itself, so that whoever still stands in it holds no other block.</item>
/// </list>
/// </summary>
internal sealed class Block
{
    public const int SmallestSize = 2 * 1024;

    public const int FullSize = 64 * 1024;

    private const int BytesForLine = 32; // of fewer there are too many lines for its size

    private readonly byte[] _bytes;
    private readonly PinnedBytes _pinned; // the same, to be read
    private readonly int[] _ends;
    private readonly int[] _authors;
    private Block? _next;
    private int _count;

    /// <param name="first">The number of its first line, counted from the first of the log.</param>
    /// <param name="size">How many bytes it holds.</param>
    public Block(long first, int size)
    {
        First = first;
        int lines = Math.Min(size, FullSize) / BytesForLine;
        _ends = new int[lines];
        _authors = new int[lines];
        _pinned = PinnedBytes.Allocate(size, out _bytes);
    }

    public long First { get; private set; }

    public int Size => _bytes.Length;

    public Block? Next => Volatile.Read(ref _next);

    public int Count => Volatile.Read(ref _count);

    public ReadOnlySpan<int> Authors => _authors;

    /// <summary>Writes a line, or returns false if there is no place for it.</summary>
    public bool TryAppend(ReadOnlySpan<byte> line, int author)
    {
        int start = _count == 0 ? 0 : _ends[_count - 1];
        if (_count == _ends.Length || line.Length > _bytes.Length - start) return false;

        line.CopyTo(_bytes.AsSpan(start));
        _ends[_count] = start + line.Length;
        _authors[_count] = author;
        Volatile.Write(ref _count, _count + 1);
        return true;
    }

    /// <summary>Empties a dropped block that nobody reads.</summary>
    public void BeginAnew(long first)
    {
        First = first;
        _count = 0;
        _next = null;
    }

    public void Link(Block next) => Volatile.Write(ref _next, next);

    public void CutOff() => Volatile.Write(ref _next, this);

    /// <summary>The bytes of the lines from <paramref name="from"/> on: up to <paramref name="to"/>, and no more than
    /// <paramref name="maxBytes"/>, but one line at least.</summary>
    /// <param name="from">The index of the first line.</param>
    /// <param name="to">The index behind the last line; set to how far the bytes really go.</param>
    /// <param name="maxBytes">Where to stop.</param>
    public PinnedBytes Slice(int from, ref int to, int maxBytes)
    {
        int start = from == 0 ? 0 : _ends[from - 1];
        if (_ends[to - 1] - start > maxBytes)
        {
            int found = _ends.AsSpan(from, to - from).BinarySearch(start + maxBytes);
            to = Math.Max(from + 1, from + (found >= 0 ? found + 1 : ~found));
        }

        return _pinned.Slice(start, _ends[to - 1] - start);
    }
}
