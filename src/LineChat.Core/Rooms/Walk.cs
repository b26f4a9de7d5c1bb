using System.Collections.Concurrent;

namespace LineChat.Rooms;

/// <summary>
/// Brings every member what was appended: one walk over all of them for each burst, however many lines it had. There is one walk at a time
/// (<see cref="Bell"/>), and only it touches the list of readers; so nobody takes a lock to walk, to arrive or to leave.
/// </summary>
internal sealed class Walk(LineLog log, SendBatches batches, Lane lane) : IThreadPoolWorkItem
{
    // Waking another thread for a walk costs more than a walk over so many.
    private const int SmallRoom = 256;

    // After so many lone lines in a row the next is taken to be one too. The thread that rings may be the one that reads what clients
    // send, and would
    // never see that more lines wait while it walks for each: so every so often it leaves the walk to another thread, to find out.
    private const uint LoneInARow = 16;
    private const uint FindOut = 32;

    private readonly ConcurrentQueue<Reader> _newcomers = new();
    private readonly List<Reader> _readers = [];
    private Bell _bell;
    private int _rings; // since the walk began
    private int _queued; // 1 while a walk waits for a thread: whoever makes it 0 begins it
    private long _begunWhenQueued;
    private long _kept; // what the log began with when it was last looked at who reads where
    private uint _lone; // how many walks in a row, this one included, were for one ring only

    // Of the walk under way. In a turn of a thread it may be interrupted, so that other rooms get theirs.
    private int _next;
    private long _keptBefore;
    private SendBatch _batch = null!;
    private bool _someLeft;
    private Rest? _rest;

    /// <summary>Includes a member from the next walk on, until all of its outbox has been sent; ring afterwards.</summary>
    public void Add(Delivery delivery, Outbox outbox) => _newcomers.Enqueue(new(delivery, outbox));

    /// <summary>
    /// Starts a walk, unless one is about to start. Call it after each append, without the room's lock: where lines go out one by one
    /// to not too many, the walk is on this thread, since waking another takes longer; and so is one that waited for another, or for
    /// the end of the turn, while a quarter of the log was written, or there might be nothing left to bring. It never waits for a
    /// reader.
    /// </summary>
    public void Ring()
    {
        Interlocked.Increment(ref _rings);
        if (!_bell.Ring())
        {
            if (log.Begun - Volatile.Read(ref _begunWhenQueued) >= log.Quarter) BeginQueued();
        }
        else if (!Turn.IsTaken && _readers.Count <= SmallRoom && _lone >= LoneInARow && _lone % FindOut != 0)
        {
            Begin();
        }
        else
        {
            Queue();
        }
    }

    void IThreadPoolWorkItem.Execute() => BeginQueued();

    private void BeginQueued()
    {
        if (Interlocked.Exchange(ref _queued, 0) == 1) Begin();
    }

    private void Begin()
    {
        _bell.Answer();
        _lone = Interlocked.Exchange(ref _rings, 0) <= 1 ? _lone + 1 : 0;
        _keptBefore = log.First.First; // before it is seen who is there: whoever comes later reads nothing before that
        while (_newcomers.TryDequeue(out var newcomer)) _readers.Add(newcomer);

        _next = 0;
        _someLeft = false;
        _batch = batches.Rent();
        GoOn();
    }

    private void GoOn()
    {
        while (_next < _readers.Count)
        {
            for (int end = Math.Min(_next + SmallRoom, _readers.Count); _next < end; _next++)
            {
                var (delivery, outbox) = _readers[_next];
                delivery.Pump(_batch); // also who has left and is owed something yet
                _someLeft |= outbox.IsClosed;
                if (_batch.IsFull) _batch.Send();
            }

            if (_next == _readers.Count || !Turn.IsOver) continue;
            _batch.Send();
            Turn.Resume(lane, _rest ??= new(this));
            return;
        }

        _batch.Send();
        batches.Return(_batch);
        _batch = null!;
        if (_someLeft) _readers.RemoveAll(IsGone);
        if (_keptBefore != _kept) TellWhatIsRead(_keptBefore);
        if (!_bell.Rest()) Queue();
    }

    // Who is still sent the rest is let go of by a walk behind that.
    private bool IsGone(Reader reader) => reader.Outbox.IsClosed && reader.Outbox.IsLeftOr(Ring);

    private void TellWhatIsRead(long kept)
    {
        _kept = kept;
        foreach (var (_, outbox) in _readers)
        {
            if (!outbox.IsLeft) kept = Math.Min(kept, outbox.FirstOfBlock);
        }

        log.NobodyReadsBefore(kept);
    }

    // To the thread that rings, so that no other has to be woken if this one is about to wait.
    private void Queue()
    {
        Volatile.Write(ref _begunWhenQueued, log.Begun);
        Volatile.Write(ref _queued, 1);
        if (!Turn.TryDefer(lane, this)) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private sealed class Rest(Walk walk) : IThreadPoolWorkItem
    {
        public void Execute() => walk.GoOn();
    }

    /// <summary>A member, and what it reads here: when that is closed it has gone on, or left.</summary>
    private readonly record struct Reader(Delivery Delivery, Outbox Outbox);
}
