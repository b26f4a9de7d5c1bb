using System.Threading.Tasks.Sources;

namespace LineChat.Transports;

/// <summary>
/// Whether there may be something to receive from a connection, and who waits for that: one at a time. It is signalled when something
/// comes, not as long as it is there, and stays so until that is taken: by <see cref="Take"/> before each receive, and
/// <see cref="PutBack"/> behind one that may have left something.
/// </summary>
/// <param name="poller">Whoever signals it.</param>
/// <param name="descriptor">The connection's socket.</param>
/// <param name="generation">Tells it from others that have had the same descriptor.</param>
/// <param name="queue">Where who waits goes on; null for the thread that signals, in its turns.</param>
/// <param name="lane">In which lane, at first.</param>
internal sealed class Readiness(Poller poller, int descriptor, uint generation, PoolQueue? queue, Lane lane) : IValueTaskSource<int>, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Ready = 2;

    private const int Unclaimed = 0;
    private const int Claimed = 1; // by a wait, until its result is taken
    private const int TakenOver = 2;

    private ManualResetValueTaskSourceCore<int> _wait; // its result is set where who waits goes on
    private CancellationTokenRegistration _cancellation;
    private Exception? _failure;
    private int _state;
    private int _claim;
    private volatile bool _hasBeenUrgent;
    private volatile bool _isBroken;
    private volatile bool _hasEnded; // it is ready for good
    private Liveness _liveness;
    private volatile bool _hasVanished;
    private volatile bool _isClosed; // nobody waits any more
    private volatile Lane _lane = lane;

    public int Descriptor => descriptor;

    public uint Generation => generation;

    /// <summary>Gets or sets the lane in which who waits goes on.</summary>
    public Lane Lane
    {
        get => _lane;
        set => _lane = value;
    }

    /// <summary>
    /// Whether the client has ever sent urgent data. A receive stops before it, so that having got little says nothing of what is left.
    /// </summary>
    public bool HasBeenUrgent
    {
        get => _hasBeenUrgent;
        set => _hasBeenUrgent = value;
    }

    /// <summary>Whether the client has vanished: waiting for it fails, and what is sent does not reach it.</summary>
    public bool HasVanished => _hasVanished;

    /// <summary>Whether the client has reset the connection, or the system has given it up.</summary>
    public bool IsBroken
    {
        get => _isBroken;
        set => _isBroken = value;
    }

    /// <summary>
    /// Waits until there may be something, or the token is cancelled, which is no exception: a server that stops cancels thousands.
    /// Else never done at once: who always has something takes turns with the others.
    /// </summary>
    /// <returns>0.</returns>
    public ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return new(0);
        bool isMine = !_isClosed && Interlocked.CompareExchange(ref _claim, Claimed, Unclaimed) == Unclaimed;
        return isMine ? WaitOnAsync(cancellationToken) : ValueTask.FromException<int>(Closed());
    }

    /// <summary><see cref="WaitAsync"/> for whoever has taken it over.</summary>
    /// <returns>0.</returns>
    public ValueTask<int> WaitOnAsync(CancellationToken cancellationToken)
    {
        _wait.Reset();
        _failure = null;
        _cancellation = cancellationToken.UnsafeRegister(static readiness => ((Readiness)readiness!).End(null), this);
        short version = _wait.Version;
        bool isReady = Interlocked.Exchange(ref _state, Waiting) == Ready;
        if (_isClosed) End(Closed()); // perhaps since before it counted as waiting, as with the token
        else if (cancellationToken.IsCancellationRequested) End(null);
        if ((isReady || _hasEnded) && Interlocked.Exchange(ref _state, Ready) == Waiting) EndLater();
        return new(this, version);
    }

    /// <summary>Before receiving: what comes from now on is signalled again.</summary>
    public void Take() => Interlocked.CompareExchange(ref _state, Idle, Ready);

    /// <summary>After receiving: there may be more.</summary>
    public void PutBack() => Interlocked.CompareExchange(ref _state, Ready, Idle);

    /// <summary>Something has come. It counts until it is taken.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref _state, Ready) == Waiting) EndLater();
    }

    /// <summary>The client sends nothing more than what has come: from now on no wait takes long.</summary>
    public void SignalEnd()
    {
        _hasEnded = true;
        Signal();
    }

    /// <summary>
    /// Looks whether the client is still there. Call it <see cref="Liveness.Looks"/> times within the limit, as long as the descriptor
    /// is open.
    /// </summary>
    public void Look(TimeSpan limit)
    {
        if (HasVanished || !_liveness.HasVanished(descriptor, limit)) return;
        _hasVanished = true;
        EndWaiting();
    }

    /// <summary>Takes the waiting over: from now on <see cref="WaitAsync"/> fails, and <see cref="WaitOnAsync"/> waits.</summary>
    /// <returns>False if somebody else still waits, which fails now; then nobody may wait any more.</returns>
    public bool TryTakeOver()
    {
        if (Interlocked.Exchange(ref _claim, TakenOver) == Unclaimed) return true;
        EndWaiting();
        return false;
    }

    /// <summary>Before its descriptor is closed: it is signalled no longer, and waiting for it fails as on a broken connection.</summary>
    public void Close()
    {
        poller.Forget(this);
        EndWaiting();
    }

    /// <summary>It will not be signalled any more: waiting for it fails.</summary>
    public void EndWaiting()
    {
        _isClosed = true;
        End(Closed());
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_failure is null) _wait.SetResult(0);
        else _wait.SetException(_failure);
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        _cancellation.Dispose();
        Interlocked.CompareExchange(ref _claim, Unclaimed, Claimed);
        return _wait.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private static IOException Closed() => new("The connection is closed.");

    private void End(Exception? failure)
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) != Waiting) return;
        _failure = failure;
        EndLater();
    }

    // Whoever ended the waiting goes on with its own. Only one does, so that nobody else touches the wait until it is over.
    private void EndLater()
    {
        if (queue is not null) queue.Add(Lane, this);
        else if (!Turn.TryDefer(Lane, this)) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
