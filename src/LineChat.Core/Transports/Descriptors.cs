using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>
/// The file descriptors that connections must leave to the process. .NET needs some to start a thread and to load an assembly: where none is left
/// it ends the process.
/// </summary>
internal static unsafe partial class Descriptors
{
    /// <summary>How many are left to it: enough for a dozen threads.</summary>
    public const int Reserve = 32;

    private const int NumberOfFiles = 7; // RLIMIT_NOFILE of Linux

    /// <summary>Whether a new descriptor is one of the last. The system gives the least that is free, so that no more than those behind it may be.</summary>
    public static bool IsReserved(int descriptor)
    {
        if (!OperatingSystem.IsLinux()) return false;
        nuint* limit = stackalloc nuint[4]; // struct rlimit, wherever its numbers are 64 bits long: the soft limit comes first
        return GetLimit(NumberOfFiles, limit) == 0 && (nuint)descriptor + Reserve >= *limit;
    }

    // Asked each time, since it may be changed from outside (prlimit(1)), and costs nothing beside accepting.
    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, nuint* limit);
}
