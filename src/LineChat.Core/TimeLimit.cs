namespace LineChat;

/// <summary>
/// A limit for how long something may take, which measures the chance to act and not the clock alone. A process that did not run for a while (stopped by a signal or a debugger, on a machine that slept) finds that its timers
/// are due before it finds what has happened meanwhile. So when the time is over it is looked once more: what has happened has <see cref="SecondLook"/> to be noticed. Every time limit that ends something is one of these.
/// </summary>
internal sealed class TimeLimit : IDisposable
{
    /// <summary>Enough for thousands of connections to be heard.</summary>
    public static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _over = new();
    private readonly TimeProvider _time;
    private readonly ITimer? _first;
    private ITimer? _second;

    /// <summary>Begins to measure.</summary>
    /// <param name="limit">How long it may take, before the second look; <see cref="Timeout.InfiniteTimeSpan"/> is for ever, and 0 not at all: there is nothing to look at again.</param>
    /// <param name="time">The clock.</param>
    public TimeLimit(TimeSpan limit, TimeProvider time)
    {
        _time = time;
        if (limit == TimeSpan.Zero) _over.Cancel();
        else if (limit != Timeout.InfiniteTimeSpan) _first = Start(limit, static limit => ((TimeLimit)limit!).LookAgain());
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => _over.IsCancellationRequested;

    /// <summary>Waits for a task, but not for longer than the limit.</summary>
    /// <returns>Whether it has ended, in whatever way.</returns>
    public static async Task<bool> EndsWithinAsync(Task task, TimeSpan limit, TimeProvider time)
    {
        if (task.IsCompleted) return true;
        using var within = new TimeLimit(limit, time);
        return await within.EndsAsync(task).ConfigureAwait(false);
    }

    /// <summary>Waits for a task, but not for longer than the rest of the time.</summary>
    /// <returns>Whether it has ended, in whatever way.</returns>
    public async Task<bool> EndsAsync(Task task)
    {
        await task.WaitAsync(Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    public void Dispose()
    {
        _first?.Dispose();
        _second?.Dispose();
    }

    private void LookAgain() => _second = Start(SecondLook, static limit => ((TimeLimit)limit!)._over.Cancel());

    private ITimer Start(TimeSpan due, TimerCallback callback) => _time.CreateTimer(callback, this, due, Timeout.InfiniteTimeSpan);
}
