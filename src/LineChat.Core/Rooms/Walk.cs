using System.Collections.Concurrent;

namespace LineChat.Rooms;

/// <summary>
/// Brings every member what was appended: one walk over all of them for each burst, however many lines it had. Its contract:
/// <list type="number">
/// <item>There is one walk at a time (<see cref="Bell"/>). Only it touches the list of members, between its beginning and its end; so nobody takes
/// a lock to walk, to arrive or to leave.</item>
/// <item>While it lasts, the members are given out in portions, each to whoever takes it: to the walker itself and, where one line goes out alone
/// to many, to a helper. The last one of them to finish ends the walk.</item>
/// </list>
/// </summary>
internal sealed class Walk : IThreadPoolWorkItem
{
    // Waking another thread takes about as long as a walk over so many.
    private const int SmallRoom = 64;

    // Up to so many a lone line is walked on the thread that rings; and the helper only gives that walk a head start. The readers then
    // find the next line waiting as soon as they have read one: putting a reader to sleep and waking it again costs as much as a few sends.
    private const int MediumRoom = 256;
    private const int HeadStart = 2;
    private const int Portion = 8;

    // After so many lone lines in a row the next is taken to be one too. The thread that rings may be the one that reads what clients send, and would
    // never see that more lines wait while it walks for each: so every so often it leaves the walk to another thread, to find out.
    private const uint LoneInARow = 16;
    private const uint FindOut = 32;

    // A walk that is still waiting for a thread after so many lines is walked by whoever rings, or one author could fill the log before it begins.
    private const int MostRings = 128;

    private readonly ConcurrentQueue<Member> _newcomers = new();
    private readonly List<Member> _members = [];
    private readonly Helper _helper;
    private Bell _bell;
    private int _rings; // since the walk began
    private int _queued; // 1 while a walk waits for a thread: whoever makes it 0 begins it
    private int _ringsWhenQueued;
    private int _next; // the first member not yet given out
    private int _walkers;
    private uint _lone; // how many walks in a row, this one included, were for one ring only
    private int _help; // how many portions the helper takes in this walk
    private bool _helperCalled;
    private bool _someLeft;

    public Walk() => _helper = new(this);

    /// <summary>Includes a member from the next walk on; ring afterwards.</summary>
    public void Add(Member member) => _newcomers.Enqueue(member);

    /// <summary>
    /// Starts a walk, unless one is about to start. Call it after each append, without the room's lock: where lines go out one by one to not too many,
    /// the walk is on this thread, since waking another takes longer. It never waits for a reader.
    /// </summary>
    public void Ring()
    {
        int rings = Interlocked.Increment(ref _rings);
        if (!_bell.Ring())
        {
            if (rings - _ringsWhenQueued > MostRings) BeginQueued();
        }
        else if (_members.Count <= MediumRoom && _lone >= LoneInARow && _lone % FindOut != 0)
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
        while (_newcomers.TryDequeue(out var newcomer)) _members.Add(newcomer);

        _next = 0;
        _help = _members.Count <= MediumRoom ? HeadStart : int.MaxValue;
        Volatile.Write(ref _walkers, 1); // publishes what stands above to a helper
        if (_lone > 0 && _members.Count > SmallRoom && !_helperCalled)
        {
            _helperCalled = true;
            ThreadPool.UnsafeQueueUserWorkItem(_helper, preferLocal: false);
        }

        WalkPortions(int.MaxValue);
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
                WalkPortions(_help);
                return;
            }

            walkers = seen;
        }
    }

    private void WalkPortions(int most)
    {
        for (int start; most > 0 && (start = Interlocked.Add(ref _next, Portion) - Portion) < _members.Count; most--)
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
    private void Queue()
    {
        _ringsWhenQueued = Volatile.Read(ref _rings);
        Volatile.Write(ref _queued, 1);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private sealed class Helper(Walk walk) : IThreadPoolWorkItem
    {
        void IThreadPoolWorkItem.Execute() => walk.Help();
    }
}
