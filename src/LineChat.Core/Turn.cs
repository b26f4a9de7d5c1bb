namespace LineChat;

/// <summary>
/// A turn of a thread that serves many connections: it hears each that has something to say, and does then, once, what they all have given cause for. So a line of
/// one client waits for those that have come already, and no other thread has to be woken for it.
/// </summary>
internal static class Turn
{
    [ThreadStatic]
    private static Queue<IThreadPoolWorkItem>? _later; // null on a thread without turns

    /// <summary>Whether this thread takes turns.</summary>
    public static bool IsTaken => _later is not null;

    /// <summary>Whether something is to be done at the end of the turn.</summary>
    public static bool IsOwed => _later is { Count: > 0 };

    /// <summary>From now on this thread takes turns.</summary>
    public static void Begin() => _later = new();

    /// <summary>Leaves something to the end of the turn.</summary>
    /// <returns>False if this thread takes no turns.</returns>
    public static bool TryDefer(IThreadPoolWorkItem work)
    {
        _later?.Enqueue(work);
        return _later is not null;
    }

    /// <summary>Does what was left to the end; what that leaves in turn is for the next one.</summary>
    public static void End()
    {
        for (int count = _later!.Count; count > 0; count--) _later.Dequeue().Execute();
    }
}
