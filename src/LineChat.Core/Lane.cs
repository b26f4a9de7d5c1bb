namespace LineChat;

/// <summary>
/// The work of one room that waits for a thread, in the order in which it was added. Lanes take turns (<see cref="Lanes"/>), so a room with
/// much to do does not hold up another. Only its <see cref="Lanes"/> touches it.
/// </summary>
internal sealed class Lane
{
    private readonly Queue<IThreadPoolWorkItem> _work = new(0);
    private readonly Queue<IThreadPoolWorkItem> _begun = new(0);

    /// <summary>Whether nothing waits in it.</summary>
    public bool IsEmpty => _work.Count + _begun.Count == 0;

    /// <summary>Adds work behind all other.</summary>
    public void Add(IThreadPoolWorkItem work) => _work.Enqueue(work);

    /// <summary>Adds the rest of work that was begun, before all that was not.</summary>
    public void Resume(IThreadPoolWorkItem rest) => _begun.Enqueue(rest);

    /// <summary>Takes the next.</summary>
    public IThreadPoolWorkItem Take() => _begun.Count > 0 ? _begun.Dequeue() : _work.Dequeue();
}
