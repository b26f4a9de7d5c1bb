namespace LineChat.Transports;

/// <summary>
/// Work for the thread pool, of which only the next stands in the pool's own queue. So whoever else has work there waits for one piece
/// of this and not for all, be it thousands. Lanes take turns, each with one piece.
/// </summary>
internal sealed class PoolQueue : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Lanes _lanes = new();
    private int _stands; // 1 while it stands in the pool's queue

    public void Add(Lane lane, IThreadPoolWorkItem work)
    {
        lock (_lock) _lanes.Add(lane, work);
        Stand();
    }

    // The exchange comes before the look, as an addition comes before its exchange: one of the two sees the other.
    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _stands, 0);
        IThreadPoolWorkItem work;
        bool isMore;
        lock (_lock)
        {
            if (_lanes.IsEmpty) return;
            work = _lanes.Take(out var lane);
            _lanes.EndTurn(lane);
            isMore = !_lanes.IsEmpty;
        }

        if (isMore) Stand(); // first, since this piece may take long
        work.Execute();
    }

    private void Stand()
    {
        if (Interlocked.Exchange(ref _stands, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
