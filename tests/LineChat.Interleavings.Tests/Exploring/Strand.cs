namespace LineChat.Interleavings;

/// <summary>A thread of a story, which goes on only when it is told to.</summary>
internal sealed class Strand
{
    [ThreadStatic]
    private static Strand? _current;

    [ThreadStatic]
    private static Telling? _told; // on the thread that tells, before and after

    private readonly SemaphoreSlim _turn = new(0);
    private readonly Telling _telling;

    public Strand(Telling telling, int number, Action act)
    {
        _telling = telling;
        Number = number;
        Worker.Begin(() => Run(act));
    }

    public int Number { get; }

    public bool IsOver { get; private set; }

    /// <summary>Another thread may go on here; on a thread of no story nothing happens.</summary>
    public static void Point(string what)
    {
        if (_current is not { } strand || strand._telling.HasFailed || strand._telling.HoldsLock) return;
        strand._telling.Pass(strand, what);
    }

    /// <summary>Begins one more thread of the story; before the story and after it, does that at once.</summary>
    public static void Begin(Action act)
    {
        if (_current is { } strand) strand._telling.Add(act);
        else act();
    }

    /// <summary>Whoever holds the monitor has no points.</summary>
    public static void GoesOnWhileItHolds(object monitor) => (_current?._telling ?? _told)?.Watch(monitor);

    /// <summary>What this thread makes until that is disposed of is for a telling.</summary>
    public static IDisposable Teller(Telling telling)
    {
        _told = telling;
        return new Ending();
    }

    public void GoOn() => _turn.Release();

    public void Await() => _turn.Wait();

    private void Run(Action act)
    {
        _turn.Wait();
        _current = this;
        Exception? failure = null;
        try
        {
            act();
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        _current = null;
        IsOver = true;
        _telling.Leave(failure);
    }

    private sealed class Ending : IDisposable
    {
        public void Dispose() => _told = null;
    }
}
