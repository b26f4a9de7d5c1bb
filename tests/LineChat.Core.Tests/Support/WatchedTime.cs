using Microsoft.Extensions.Time.Testing;

namespace LineChat.Tests.Support;

/// <summary>A clock that stands still until it is told otherwise, and tells when somebody begins to wait for it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = []; // that nobody has waited for
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, base.CreateTimer(callback, state, dueTime, period), dueTime, state is TimeLimit);
        lock (_lock)
        {
            _timers.Add(timer);
            _added.TrySetResult();
            _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return timer;
    }

    /// <summary>Waits until somebody waits for so long, and lets that time pass; if it is looked once more then, that passes too.</summary>
    public async Task PassAsync(TimeSpan due)
    {
        bool isLookedAgain = await TakeAsync(due);
        Advance(due);
        if (!isLookedAgain) return;
        await TakeAsync(TimeLimit.SecondLook); // by whichever thread calls the timers back
        Advance(TimeLimit.SecondLook);
    }

    /// <summary>Waits until somebody waits for so long.</summary>
    public Task WaitedForAsync(TimeSpan due) => TakeAsync(due);

    /// <summary>Lets time pass, step by step, until something is done.</summary>
    public async Task PassUntilAsync(Task done, TimeSpan step)
    {
        while (!done.IsCompleted)
        {
            Advance(step);
            await Task.Delay(1);
        }

        await done;
    }

    /// <returns>Whether it is a time limit, and looked once more when it is over.</returns>
    private async Task<bool> TakeAsync(TimeSpan due)
    {
        while (true)
        {
            Task added;
            lock (_lock)
            {
                added = _added.Task;
                int found = _timers.FindIndex(timer => timer.Due == due);
                if (found >= 0)
                {
                    bool isLimit = _timers[found].IsLimit;
                    _timers.RemoveAt(found);
                    return isLimit;
                }
            }

            await added.InTimeAsync();
        }
    }

    /// <summary>A timer that is given up is not waited for.</summary>
    private sealed class Timer(WatchedTime time, ITimer timer, TimeSpan due, bool isLimit) : ITimer
    {
        public TimeSpan Due => due;

        public bool IsLimit => isLimit;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            lock (time._lock) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
