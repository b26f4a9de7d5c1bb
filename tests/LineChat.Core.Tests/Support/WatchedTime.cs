using Microsoft.Extensions.Time.Testing;

namespace LineChat.Tests.Support;

/// <summary>A clock that stands still until it is told otherwise, and tells when somebody begins to wait for it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _timers = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _timers.Add(dueTime);
            _added.TrySetResult();
            _added = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return timer;
    }

    /// <summary>Waits until somebody waits for so long, and lets that time pass.</summary>
    public async Task PassAsync(TimeSpan due)
    {
        while (true)
        {
            Task added;
            lock (_lock)
            {
                added = _added.Task;
                if (_timers.Remove(due)) break;
            }

            await added.InTimeAsync();
        }

        Advance(due);
    }

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
}
