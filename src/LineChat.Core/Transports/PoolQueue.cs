using System.Collections.Concurrent;

namespace LineChat.Transports;

/// <summary>
/// Work for the thread pool, of which only the next stands in the pool's own queue. So whoever else has work there, the room of another host for one, waits for one
/// piece of this and not for all, be it thousands.
/// </summary>
internal sealed class PoolQueue : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<IThreadPoolWorkItem> _work = new();
    private int _stands; // 1 while it stands in the pool's queue

    public void Add(IThreadPoolWorkItem work)
    {
        _work.Enqueue(work);
        Stand();
    }

    // The exchange comes before the look, as an addition comes before its exchange: one of the two sees the other.
    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _stands, 0);
        if (!_work.TryDequeue(out var work)) return;
        if (!_work.IsEmpty) Stand(); // first, since this piece may take long
        work.Execute();
    }

    private void Stand()
    {
        if (Interlocked.Exchange(ref _stands, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
