using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Load;

/// <summary>Calls of Linux that .NET has only behind tasks or exceptions, which would cost more than what is measured.</summary>
internal static partial class LibC
{
    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN
    public const int InProgress = 115; // EINPROGRESS

    private const int TerminationSignal = 15; // SIGTERM
    private const int NoSignal = 0x4000; // MSG_NOSIGNAL
    private const int SendingSide = 1; // SHUT_WR
    private const int TimerSlack = 29; // PR_SET_TIMERSLACK
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int AttachFilterOption = 26; // SO_ATTACH_FILTER
    private const int DetachFilterOption = 27; // SO_DETACH_FILTER

    public static int LastError => Marshal.GetLastPInvokeError();

    public static nint Send(SafeHandle socket, ReadOnlySpan<byte> bytes) => Send(socket, bytes, bytes.Length, NoSignal);

    public static nint Receive(SafeHandle socket, Span<byte> buffer) => Receive(socket, buffer, buffer.Length, 0);

    public static int Shutdown(SafeHandle socket) => Shutdown(socket, SendingSide);

    /// <summary>Sends a process the signal that asks it to end.</summary>
    public static void Terminate(int process) => _ = Kill(process, TerminationSignal);

    /// <summary>Lets this thread's waits end when they should, and not up to 50 us later.</summary>
    public static void WakeInTime() => _ = ProcessControl(TimerSlack, 1, 0, 0, 0);

    /// <summary>Lets the system drop each packet that comes for a socket (SO_ATTACH_FILTER in socket(7)).</summary>
    public static unsafe void AttachFilter(Socket socket)
    {
        ulong takeNothing = BitConverter.IsLittleEndian ? 0x06UL : 0x06UL << 48; // struct sock_filter: BPF_RET | BPF_K, no byte of it
        var program = new FilterProgram { Length = 1, Filters = &takeNothing };
        socket.SetRawSocketOption(SocketLevel, AttachFilterOption, new ReadOnlySpan<byte>(&program, sizeof(FilterProgram)));
    }

    /// <summary>Lets everything through again.</summary>
    public static void DetachFilter(Socket socket) => socket.SetRawSocketOption(SocketLevel, DetachFilterOption, new byte[sizeof(int)]);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(SafeHandle socket, ReadOnlySpan<byte> address, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeHandle socket, ReadOnlySpan<byte> bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeHandle socket, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "shutdown")]
    private static partial int Shutdown(SafeHandle socket, int side);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nint second, nint third, nint fourth, nint fifth);

    // struct sock_fprog
    private unsafe struct FilterProgram
    {
        public ushort Length;
        public ulong* Filters;
    }
}
