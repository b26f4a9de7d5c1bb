using System.Collections.Concurrent;

namespace LineChat.Interleavings;

/// <summary>A thread that is used again, as a story is told thousands of times. They are not the pool's: all of a story's must be there at once.</summary>
internal sealed class Worker
{
    private static readonly ConcurrentBag<Worker> Idle = [];

    private readonly SemaphoreSlim _given = new(0);
    private Action? _act;

    private Worker() => new Thread(Work) { IsBackground = true }.Start();

    public static void Begin(Action act)
    {
        if (!Idle.TryTake(out var worker)) worker = new();
        worker._act = act;
        worker._given.Release();
    }

    private void Work()
    {
        while (true)
        {
            _given.Wait();
            _act!();
            _act = null;
            Idle.Add(this);
        }
    }
}
