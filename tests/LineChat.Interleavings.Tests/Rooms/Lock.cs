using LineChat.Interleavings;

namespace System.Threading;

/// <summary>
/// What the room's sources find under this name here: a monitor, with a point before it at which another thread may go on. Whoever holds it goes on to its end, as nobody else who wants
/// it could do anything; only those who read without it could, and they are looked at by themselves in <see cref="LogInterleavingsTests"/>.
/// </summary>
public sealed class Lock
{
    private readonly object _monitor = new();

    public Lock() => Strand.GoesOnWhileItHolds(_monitor);

    public Scope EnterScope()
    {
        Strand.Point("lock");
        Monitor.Enter(_monitor);
        return new(_monitor);
    }

    public void Enter() => _ = EnterScope();

    public void Exit() => Monitor.Exit(_monitor);

    public readonly ref struct Scope
    {
        private readonly object _monitor;

        internal Scope(object monitor) => _monitor = monitor;

        public void Dispose() => Monitor.Exit(_monitor);
    }
}
