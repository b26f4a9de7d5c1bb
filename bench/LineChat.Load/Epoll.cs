using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LineChat.Load;

/// <summary>Waits for many sockets at once, edge-triggered: what is told once must be read until there is nothing more (epoll(7), Linux 5.11).</summary>
internal sealed partial class Epoll : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int MostEvents = 1024;
    private const int Add = 1; // EPOLL_CTL_ADD
    private const int Delete = 2; // EPOLL_CTL_DEL

    // struct epoll_event is packed on x86 only: 32 bits of flags, and 64 of whatever was given at the beginning.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 12 : 16;

    private readonly byte[] _events = new byte[MostEvents * EventBytes];

    public Epoll()
        : base(ownsHandle: true)
    {
        SetHandle(Create(0));
        if (IsInvalid) throw new LoadException($"epoll: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [Flags]
    public enum Happenings : uint
    {
        None = 0,
        Readable = 1,
        Writable = 4,
        Failed = 8,
        HungUp = 16,
        ClosedByPeer = 1 << 13,
        OnceForEach = 1u << 31, // EPOLLET
    }

    public void Watch(SafeHandle socket, int number)
    {
        Span<byte> wanted = stackalloc byte[EventBytes];
        wanted.Clear();
        var happenings = Happenings.Readable | Happenings.Writable | Happenings.ClosedByPeer | Happenings.OnceForEach;
        MemoryMarshal.Write(wanted, happenings);
        MemoryMarshal.Write(wanted[(EventBytes - 8)..], number);
        if (Control(this, Add, socket, wanted) < 0) throw new LoadException($"epoll: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    public void Ignore(SafeHandle socket) => _ = Control(this, Delete, socket, _events);

    /// <returns>How many things happened; <see cref="this"/> has them.</returns>
    public int Wait(TimeSpan longest)
    {
        var time = new TimeSpec((long)longest.TotalSeconds, longest.Ticks % TimeSpan.TicksPerSecond * 100);
        int count = Wait(this, _events, MostEvents, time, 0);
        if (count >= 0) return count;
        return LibC.LastError == LibC.Interrupted ? 0 : throw new LoadException($"epoll: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    public (int Number, Happenings Happened) this[int index]
    {
        get
        {
            var happening = _events.AsSpan(index * EventBytes, EventBytes);
            return (MemoryMarshal.Read<int>(happening[(EventBytes - 8)..]), MemoryMarshal.Read<Happenings>(happening));
        }
    }

    protected override bool ReleaseHandle() => Close(handle) == 0;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(Epoll epoll, int operation, SafeHandle socket, Span<byte> wanted);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int Wait(Epoll epoll, Span<byte> events, int most, in TimeSpec longest, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(nint descriptor);

    // struct timespec
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
