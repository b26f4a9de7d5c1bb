namespace LineChat.Rooms;

/// <summary>
/// Something for one member alone, with its place in the log. The place is taken under the room's lock; the bytes may follow later, since
/// putting them into words is not done under a lock. Until then nothing behind that place is sent.
/// </summary>
/// <param name="position">The number of the line before which it is sent.</param>
/// <param name="reserved">How many bytes it may have.</param>
internal sealed class Reply(long position, int reserved)
{
    private ReadOnlyMemory<byte> _bytes;
    private bool _isFilled;
    private Reply? _next;

    public long Position => position;

    /// <summary>Whether <see cref="Bytes"/> are known.</summary>
    public bool IsFilled => Volatile.Read(ref _isFilled);

    /// <summary>How many bytes it has, or may have as long as they are not known.</summary>
    public int Length => IsFilled ? _bytes.Length : reserved;

    /// <summary>What to send.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The reply posted after this one.</summary>
    public Reply? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>Sets the bytes, once.</summary>
    public void Fill(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        Volatile.Write(ref _isFilled, true); // only now, as the taker looks at this first
    }

    /// <summary>It is taken: it stays as the link to the next one, and its bytes need not.</summary>
    public void Clear() => _bytes = default;
}
