namespace LineChat.Rooms;

/// <summary>
/// Something for one member alone, with its place in the log. The place is taken under the room's lock; the bytes may follow later, since
/// putting them into words is not done under a lock. Until then nothing behind that place is sent.
/// </summary>
internal sealed class Reply(long position)
{
    private Reply? _next;
    private byte[]? _bytes;

    /// <summary>The number of the line before which it is sent.</summary>
    public long Position => position;

    /// <summary>The reply posted after this one.</summary>
    public Reply? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>What to send, or null as long as that is not known.</summary>
    public byte[]? Bytes
    {
        get => Volatile.Read(ref _bytes);
        set => Volatile.Write(ref _bytes, value);
    }
}
