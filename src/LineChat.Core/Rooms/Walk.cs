using System.Collections.Concurrent;

namespace LineChat.Rooms;

/// <summary>
/// Brings every member what was appended: one walk over all of them for each burst, however many lines it had. Its contract:
/// <list type="number">
/// <item>There is one walk at a time (<see cref="Bell"/>). Only it touches the list of members, between its beginning and its end; so nobody takes
/// a lock to walk, to arrive or to leave.</item>
/// <item>While it lasts, the members are given out in portions, each to whoever takes it: to the walker itself and, in a big room where
/// one line goes out alone, to a helper. The last one of them to finish ends the walk.</item>
/// </list>
/// </summary>
internal sealed class Walk : IThreadPoolWorkItem
{
    // A walk over so many takes several times as long as waking another thread; over fewer it is done before that is awake.
    private const int BigRoom = 64;
    private const int Portion = 32;

    private readonly ConcurrentQueue<Member> _newcomers = new();
    private readonly List<Member> _members = [];
    private readonly Helper _helper;
    private Bell _bell;
    private int _rings; // since the walk began
    private int _next; // the first member not yet given out
    private int _walkers;
    private bool _wasLone; // whether the last walk, or this one, was for one ring only
    private bool _helperCalled;
    private bool _someLeft;

    public Walk() => _helper = new(this);

    /// <summary>Includes a member from the next walk on; ring afterwards.</summary>
    public void Add(Member member) => _newcomers.Enqueue(member);

    /// <summary>
    /// Starts a walk, unless one is about to start. Call it after each append, without the room's lock: where lines go out one by one and the room is
    /// not big, the walk is on this thread, since waking another takes longer. It never waits for a reader.
    /// </summary>
    public void Ring()
    {
        Interlocked.Increment(ref _rings);
        if (!_bell.Ring()) return;
        if (_wasLone && _members.Count <= BigRoom) Begin();
        else Queue();
    }

    void IThreadPoolWorkItem.Execute() => Begin();

    private void Begin()
    {
        _bell.Answer();
        _wasLone = Interlocked.Exchange(ref _rings, 0) <= 1;
        while (_newcomers.TryDequeue(out var newcomer)) _members.Add(newcomer);

        _next = 0;
        Volatile.Write(ref _walkers, 1); // publishes what stands above to a helper
        if (_wasLone && _members.Count > BigRoom && !_helperCalled)
        {
            _helperCalled = true;
            ThreadPool.UnsafeQueueUserWorkItem(_helper, preferLocal: false);
        }

        WalkPortions();
    }

    // Too late if the walk has ended; if the next one has begun meanwhile that one is helped.
    private void Help()
    {
        Volatile.Write(ref _helperCalled, false);
        int walkers = Volatile.Read(ref _walkers);
        while (walkers > 0)
        {
            int seen = Interlocked.CompareExchange(ref _walkers, walkers + 1, walkers);
            if (seen == walkers)
            {
                WalkPortions();
                return;
            }

            walkers = seen;
        }
    }

    private void WalkPortions()
    {
        for (int start; (start = Interlocked.Add(ref _next, Portion) - Portion) < _members.Count;)
        {
            int end = Math.Min(start + Portion, _members.Count);
            for (int i = start; i < end; i++)
            {
                if (_members[i].IsPresent) _members[i].Delivery?.Pump();
                else Volatile.Write(ref _someLeft, true); // whoever let it go has pumped, or will
            }
        }

        if (Interlocked.Decrement(ref _walkers) == 0) End();
    }

    private void End()
    {
        if (_someLeft)
        {
            _someLeft = false;
            _members.RemoveAll(static member => !member.IsPresent);
        }

        if (!_bell.Rest()) Queue();
    }

    // To the thread that rings, so that no other has to be woken if this one is about to wait.
    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

    private sealed class Helper(Walk walk) : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => walk.Help();
    }
}
