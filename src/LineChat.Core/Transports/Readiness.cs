using System.Threading.Tasks.Sources;

namespace LineChat.Transports;

/// <summary>
/// Whether there may be something to receive from a connection, and who waits for that: one at a time. It is signalled when something comes, not as long as it is
/// there, and stays so until that is taken: by <see cref="Take"/> before each receive, and <see cref="PutBack"/> behind one that may have left something.
/// </summary>
/// <param name="poller">Whoever signals it.</param>
/// <param name="descriptor">The connection's socket.</param>
/// <param name="generation">Tells it from others that have had the same descriptor.</param>
/// <param name="inline">Whether who waits goes on in the thread that signals.</param>
internal sealed class Readiness(Poller poller, int descriptor, uint generation, bool inline) : IValueTaskSource<int>, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Ready = 2;

    private ManualResetValueTaskSourceCore<int> _wait = new() { RunContinuationsAsynchronously = !inline };
    private CancellationTokenRegistration _cancellation;
    private int _state;
    private volatile bool _isOver; // it is ready for good: the client has ended, or this side has

    public int Descriptor => descriptor;

    public uint Generation => generation;

    /// <summary>Waits until there may be something. Never done at once: who always has something takes turns with the others.</summary>
    /// <returns>0.</returns>
    public ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<int>(cancellationToken);
        _wait.Reset();
        _cancellation = cancellationToken.UnsafeRegister(static (readiness, token) => ((Readiness)readiness!).Cancel(token), this);
        short version = _wait.Version;
        bool isReady = Interlocked.Exchange(ref _state, Waiting) == Ready;
        if (cancellationToken.IsCancellationRequested) Cancel(cancellationToken); // perhaps before it counted as waiting
        else if ((isReady || _isOver) && !(inline && Turn.TryDefer(this))) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return new(this, version);
    }

    /// <summary>Before receiving: what comes from now on is signalled again.</summary>
    public void Take() => Interlocked.CompareExchange(ref _state, Idle, Ready);

    /// <summary>After receiving: there may be more.</summary>
    public void PutBack() => Interlocked.CompareExchange(ref _state, Ready, Idle);

    /// <summary>Something has come. It counts until it is taken.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref _state, Ready) == Waiting) _wait.SetResult(0);
    }

    /// <summary>Nothing more will come than what there is: from now on no wait takes long.</summary>
    public void SignalEnd()
    {
        _isOver = true;
        Signal();
    }

    /// <summary>Before its descriptor is closed: it is signalled no longer, and whoever waits goes on.</summary>
    public void Forget()
    {
        poller.Forget(this);
        SignalEnd();
    }

    void IThreadPoolWorkItem.Execute() => Signal();

    int IValueTaskSource<int>.GetResult(short token)
    {
        _cancellation.Dispose();
        return _wait.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting) _wait.SetException(new OperationCanceledException(token));
    }
}
