using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>
/// Sends to many sockets with one system call, by io_uring of Linux 5.6 and later (io_uring(7), io_uring_setup(2), io_uring_enter(2)).
/// Each send takes what the socket takes at once, so that all are done when the call returns. Not for two threads at once. The queues
/// are the process's alone between two calls, as no thread of the kernel polls them: what a call has left in one can be taken out
/// again.
/// </summary>
internal sealed unsafe partial class IoUring : SafeHandle
{
    private const int DefaultCapacity = 256; // beyond it more brought nothing

    private const int SetupCall = 425; // io_uring has the same numbers on every architecture that .NET runs on
    private const int EnterCall = 426;
    private const nint GetEvents = 1; // IORING_ENTER_GETEVENTS
    private const byte SendOperation = 26; // IORING_OP_SEND
    private const uint SendFlags = 0x4040; // MSG_DONTWAIT | MSG_NOSIGNAL
    private const long SubmissionEntriesOffset = 0x10000000; // IORING_OFF_SQES
    private const int ReadAndWrite = 3; // PROT_READ | PROT_WRITE
    private const int Shared = 1; // MAP_SHARED
    private const int Interrupted = 4; // EINTR
    private const int TryAgain = 11; // EAGAIN: no memory for a request, for now
    private const int OutOfMemory = 12; // ENOMEM
    private const int Busy = 16; // EBUSY: completions wait for a place

    // IORING_FEAT_SINGLE_MMAP: one mapping for both rings (Linux 5.4). IORING_FEAT_RW_CUR_POS came with sends (5.6).
    private const uint NeededFeatures = 1 << 0 | 1 << 3;

    private readonly Enter _enter;
    private readonly int _entries;
    private readonly nuint _ringBytes;
    private readonly byte* _ring;
    private readonly Submission* _submissions;
    private readonly uint* _submissionHead;
    private readonly uint* _submissionTail;
    private readonly uint* _completionHead;
    private readonly uint* _completionTail;
    private readonly Completion* _completions;
    private readonly uint _completionMask;
    private int _prepared;

    private IoUring(int descriptor, Parameters parameters, Enter? enter)
        : base(-1, ownsHandle: true)
    {
        SetHandle(descriptor);
        _enter = enter ?? Call;
        _entries = (int)parameters.SubmissionEntries;
        _ringBytes = Math.Max(
            parameters.Submissions.Array + parameters.SubmissionEntries * sizeof(uint),
            parameters.Completions.Entries + parameters.CompletionEntries * (uint)sizeof(Completion));
        _ring = Map(descriptor, _ringBytes, 0);
        _submissions = (Submission*)Map(descriptor, (nuint)(_entries * sizeof(Submission)), SubmissionEntriesOffset);
        if (!IsMapped) return;

        _submissionHead = (uint*)(_ring + parameters.Submissions.Head);
        _submissionTail = (uint*)(_ring + parameters.Submissions.Tail);
        _completionHead = (uint*)(_ring + parameters.Completions.Head);
        _completionTail = (uint*)(_ring + parameters.Completions.Tail);
        _completionMask = *(uint*)(_ring + parameters.Completions.Mask);
        _completions = (Completion*)(_ring + parameters.Completions.Entries);
        var array = (uint*)(_ring + parameters.Submissions.Array);
        for (int i = 0; i < _entries; i++) array[i] = (uint)i;
    }

    public override bool IsInvalid => handle < 0;

    private bool IsMapped => _ring is not null && _submissions is not null;

    /// <summary>How many sends may be prepared before they are submitted.</summary>
    public int Capacity => _entries;

    /// <summary>The system call io_uring_enter(2).</summary>
    /// <returns>How many sends it has taken out of the queue, or the error as a negative number.</returns>
    internal delegate int Enter(int descriptor, int toSubmit, int toComplete);

    /// <summary>Makes one, or returns null where the system has none, or does not let this process have one.</summary>
    /// <param name="capacity">How many sends at once; the system takes the next power of two.</param>
    /// <param name="enter">The system call; null for the system's.</param>
    public static IoUring? TryCreate(int capacity = DefaultCapacity, Enter? enter = null)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return null; // mmap's offset has 32 bits in others
        var parameters = default(Parameters);
        int descriptor = (int)SystemCall(SetupCall, capacity, (nint)(&parameters), 0, 0, 0, 0);
        if (descriptor < 0) return null;

        var ring = new IoUring(descriptor, parameters, enter);
        if (ring.IsMapped && (parameters.Features & NeededFeatures) == NeededFeatures) return ring;
        ring.Dispose();
        return null;
    }

    /// <summary>
    /// Prepares a send, the next one after those prepared since the last <see cref="Submit"/>. If the ring is disposed of in between,
    /// it stays open until the next <see cref="Submit"/>.
    /// </summary>
    /// <param name="socket">A descriptor that stays open until then.</param>
    /// <param name="bytes">What to send. It must not change, and must be referred to, until then.</param>
    /// <returns>False if it was disposed of.</returns>
    public bool TryPrepare(int socket, PinnedBytes bytes)
    {
        if (_prepared == 0 && !TryHold()) return false;
        uint index = (*_submissionTail + (uint)_prepared) & ((uint)_entries - 1);
        _submissions[index] = new()
        {
            Operation = SendOperation,
            Descriptor = socket,
            Address = (ulong)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes.Span)),
            Length = (uint)bytes.Length,
            Flags = SendFlags,
            UserData = (ulong)_prepared++,
        };
        return true;
    }

    /// <summary>Does what was prepared. What the system will not do now is taken out again, and can be done otherwise.</summary>
    /// <param name="taken">For each send, in the order of preparation: how many bytes were taken, 0 if none could be.</param>
    /// <returns>0 if the next sends may be prepared, or the error (errno(3)) for which it can't be used any more.</returns>
    public int Submit(Span<int> taken)
    {
        int prepared = _prepared;
        if (prepared == 0) return 0;
        taken[..prepared].Clear();
        _prepared = 0;
        int error = Do(prepared, taken);
        DangerousRelease();
        return error;
    }

    protected override bool ReleaseHandle()
    {
        if (_ring is not null) _ = Unmap(_ring, _ringBytes);
        if (_submissions is not null) _ = Unmap(_submissions, (nuint)(_entries * sizeof(Submission)));
        return Close((int)handle) == 0;
    }

    private int Do(int toSubmit, Span<int> taken)
    {
        int toComplete = toSubmit;
        Volatile.Write(ref *_submissionTail, *_submissionTail + (uint)toSubmit);
        while (toComplete > 0)
        {
            int submitted = _enter((int)handle, toSubmit, toComplete);
            toComplete -= Complete(taken);
            if (submitted > 0)
            {
                toSubmit -= submitted;
            }
            else if (toSubmit > 0 && IsPassing(-submitted))
            {
                Volatile.Write(ref *_submissionTail, Volatile.Read(ref *_submissionHead));
                toComplete -= toSubmit;
                toSubmit = 0;
            }
            else if (submitted is not (0 or -Interrupted))
            {
                return -submitted;
            }
        }

        return 0;
    }

    private bool TryHold()
    {
        try
        {
            bool isHeld = false;
            DangerousAddRef(ref isHeld);
            return isHeld;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static bool IsPassing(int error) => error is 0 or TryAgain or OutOfMemory or Busy;

    internal static int Call(int descriptor, int toSubmit, int toComplete)
    {
        int submitted = (int)SystemCall(EnterCall, descriptor, toSubmit, toComplete, GetEvents, 0, 0);
        return submitted < 0 ? -Marshal.GetLastPInvokeError() : submitted;
    }

    /// <returns>How many sends are done.</returns>
    private int Complete(Span<int> taken)
    {
        uint first = *_completionHead;
        uint head = first;
        for (uint tail = Volatile.Read(ref *_completionTail); head != tail; head++)
        {
            var completion = _completions[head & _completionMask];
            taken[(int)completion.UserData] = Math.Max(0, completion.Result);
        }

        Volatile.Write(ref *_completionHead, head);
        return (int)(head - first);
    }

    private static byte* Map(int descriptor, nuint bytes, long offset) =>
        Map(null, bytes, ReadAndWrite, Shared, descriptor, offset) is var address && (nint)address == -1 ? null : (byte*)address;

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint bytes, int protection, int flags, int descriptor, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint bytes);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    // struct io_uring_params
    [StructLayout(LayoutKind.Sequential)]
    private struct Parameters
    {
        public uint SubmissionEntries;
        public uint CompletionEntries;
        public uint Flags;
        public uint ThreadProcessor;
        public uint ThreadIdle;
        public uint Features;
        public uint WorkQueue;
        public uint Reserved1;
        public uint Reserved2;
        public uint Reserved3;
        public SubmissionOffsets Submissions;
        public CompletionOffsets Completions;
    }

    // struct io_sqring_offsets
    [StructLayout(LayoutKind.Sequential)]
    private struct SubmissionOffsets
    {
        public uint Head;
        public uint Tail;
        public uint Mask;
        public uint Count;
        public uint Flags;
        public uint Dropped;
        public uint Array;
        public uint Reserved;
        public ulong UserAddress;
    }

    // struct io_cqring_offsets
    [StructLayout(LayoutKind.Sequential)]
    private struct CompletionOffsets
    {
        public uint Head;
        public uint Tail;
        public uint Mask;
        public uint Count;
        public uint Overflow;
        public uint Entries;
        public uint Flags;
        public uint Reserved;
        public ulong UserAddress;
    }

    // struct io_uring_sqe
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct Submission
    {
        [FieldOffset(0)]
        public byte Operation;
        [FieldOffset(4)]
        public int Descriptor;
        [FieldOffset(16)]
        public ulong Address;
        [FieldOffset(24)]
        public uint Length;
        [FieldOffset(28)]
        public uint Flags;
        [FieldOffset(32)]
        public ulong UserData;
    }

    // struct io_uring_cqe
    [StructLayout(LayoutKind.Sequential)]
    private struct Completion
    {
        public ulong UserData;
        public int Result;
        public uint Flags;
    }
}
