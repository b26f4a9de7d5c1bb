using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LineChat.Transports;

/// <summary>
/// One thread that learns for all connections when there is something to receive, by epoll of Linux, edge-triggered (epoll(7)). A
/// connection that waits for its client costs no buffer and no operation under way then. Every few seconds it is looked at whether a
/// client has vanished (<see cref="Liveness"/>).
/// </summary>
/// <param name="inline">Whether the connections are served by this thread too, in turns (<see cref="Turn"/>).</param>
/// <param name="silence">For how long nothing may be heard from a client that owes an answer.</param>
/// <param name="slow">Where to report what takes too long in a turn; null for nowhere.</param>
internal sealed unsafe partial class Poller(bool inline, TimeSpan silence, SlowTurns? slow = null) : IDisposable
{
    private const int MaxEvents = 1024;
    private const int CloseOnExec = 0x80000; // EPOLL_CLOEXEC, EFD_CLOEXEC
    private const int Add = 1; // EPOLL_CTL_ADD
    private const int Remove = 2; // EPOLL_CTL_DEL
    private const uint Readable = 0x001; // EPOLLIN
    private const uint Urgent = 0x002; // EPOLLPRI
    private const uint IsBroken = 0x008; // EPOLLERR
    private const uint HasEnded = 0x008 | 0x010 | 0x2000; // EPOLLERR, EPOLLHUP, EPOLLRDHUP
    private const uint Edges = 1u << 31; // EPOLLET
    private const int Interrupted = 4; // EINTR

    // struct epoll_event is packed where it always was, on x86, and nowhere else.
    private static readonly bool IsPacked = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;

    private readonly Lock _lock = new();
    private readonly PoolQueue? _sessions = inline ? null : new();
    private readonly Lane _newcomers = new(); // until they are in a room
    private Readiness?[] _watched = []; // by descriptor
    private SafeFileHandle? _poll;
    private SafeFileHandle? _end;
    private Timer? _looks;
    private uint _lastGeneration;
    private bool _isOver;

    public Poller(bool inline, SlowTurns? slow = null)
        : this(inline, Liveness.DefaultLimit, slow)
    {
    }

    public TimeSpan Silence => silence;

    public TimeSpan LookEvery => silence / Liveness.Looks;

    private static int EventSize => IsPacked ? 12 : 16;

    /// <summary>Watches a socket, or returns null where the system has no epoll, or no descriptor left for it.</summary>
    public Readiness? TryWatch(int descriptor)
    {
        lock (_lock)
        {
            if (_isOver || !TryStart()) return null;
            if (descriptor >= _watched.Length) Array.Resize(ref _watched, Math.Max(256, (int)BitOperations.RoundUpToPowerOf2((uint)descriptor + 1)));
            var readiness = new Readiness(this, descriptor, ++_lastGeneration, _sessions, _newcomers);
            Volatile.Write(ref _watched[descriptor], readiness);
            if (TryControl(Add, descriptor, Readable | Urgent | HasEnded | Edges, (ulong)readiness.Generation << 32 | (uint)descriptor)) return readiness;
            _watched[descriptor] = null;
            return null;
        }
    }

    public void Forget(Readiness readiness)
    {
        lock (_lock)
        {
            if (_watched[readiness.Descriptor] != readiness) return;
            _watched[readiness.Descriptor] = null;
            if (!_isOver) TryControl(Remove, readiness.Descriptor, 0, 0);
        }
    }

    /// <summary>Ends the thread, and all waiting.</summary>
    public void Dispose()
    {
        Readiness?[] left;
        lock (_lock)
        {
            if (_isOver) return;
            _isOver = true;
            _looks?.Dispose();
            left = [.. _watched];
            ulong one = 1;
            if (_end is not null) _ = Write(_end, &one, sizeof(ulong));
        }

        foreach (var readiness in left) readiness?.EndWaiting();
    }

    private bool TryStart()
    {
        if (_poll is not null) return true;
        if (!OperatingSystem.IsLinux()) return false;
        var poll = Create(CloseOnExec);
        var end = CreateEvent(0, CloseOnExec);
        if (!poll.IsInvalid && !end.IsInvalid)
        {
            (_poll, _end) = (poll, end);
            if (TryControl(Add, (int)end.DangerousGetHandle(), Readable, ulong.MaxValue))
            {
                new Thread(Run) { IsBackground = true, Name = "LineChat poller" }.UnsafeStart();
                _looks = new(static poller => ((Poller)poller!).LookForTheVanished(), this, LookEvery, LookEvery);
                return true;
            }
        }

        poll.Dispose();
        end.Dispose();
        _poll = _end = null;
        return false;
    }

    // Each under the lock, since its descriptor is another connection's as soon as it is forgotten, and not all in one hold, since they
    // may be thousands.
    private void LookForTheVanished()
    {
        for (int descriptor = 0; descriptor < Volatile.Read(ref _watched).Length; descriptor++)
        {
            lock (_lock)
            {
                if (!_isOver) _watched[descriptor]?.Look(silence);
            }
        }
    }

    private bool TryControl(int operation, int descriptor, uint events, ulong data)
    {
        byte* @event = stackalloc byte[16];
        Unsafe.WriteUnaligned(@event, events);
        Unsafe.WriteUnaligned(@event + EventSize - sizeof(ulong), data);
        return Control(_poll!, operation, descriptor, @event) == 0;
    }

    private void Run()
    {
        using var poll = _poll!;
        using var end = _end!;
        byte* events = stackalloc byte[MaxEvents * 16];
        if (inline) Turn.Begin(slow);
        while (true)
        {
            int count = Wait(poll, events, MaxEvents, inline && Turn.IsOwed ? 0 : -1);
            if (count < 0 && Marshal.GetLastPInvokeError() != Interrupted) throw new IOException($"epoll_wait failed with error {Marshal.GetLastPInvokeError()}.");
            for (int i = 0; i < count; i++)
            {
                byte* @event = events + (i * EventSize);
                ulong data = Unsafe.ReadUnaligned<ulong>(@event + EventSize - sizeof(ulong));
                if (data == ulong.MaxValue)
                {
                    while (inline && Turn.IsOwed) Turn.Take(); // who waits there would wait for ever
                    return;
                }

                Signal((int)(uint)data, (uint)(data >> 32), Unsafe.ReadUnaligned<uint>(@event));
            }

            if (inline) Turn.Take();
        }
    }

    private void Signal(int descriptor, uint generation, uint events)
    {
        var readiness = Volatile.Read(ref Volatile.Read(ref _watched)[descriptor]);
        if (readiness?.Generation != generation) return; // closed meanwhile, and its descriptor perhaps another's
        if ((events & Urgent) != 0) readiness.HasBeenUrgent = true;
        if ((events & IsBroken) != 0) readiness.IsBroken = true;
        if ((events & HasEnded) != 0) readiness.SignalEnd();
        else readiness.Signal();
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial SafeFileHandle Create(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial SafeFileHandle CreateEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle poll, int operation, int descriptor, byte* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(SafeFileHandle poll, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle descriptor, void* bytes, nint count);
}
