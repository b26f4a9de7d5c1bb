namespace LineChat.Rooms;

/// <summary>Counts the members of whom somebody waits until they are gone.</summary>
internal sealed class Farewell(int members)
{
    /// <summary>What a member has that is gone.</summary>
    public static readonly Farewell Taken = new(int.MaxValue);

    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = members;

    /// <summary>One is gone.</summary>
    public void Take()
    {
        if (Interlocked.Decrement(ref _left) == 0) _all.TrySetResult();
    }

    /// <summary>Waits until all are gone, but not for longer than a time. Nothing ends when that is over: it is no <see cref="TimeLimit"/>.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time) => await _all.Task.WaitAsync(most, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
