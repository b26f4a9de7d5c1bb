using System.Diagnostics;

namespace LineChat.Load;

/// <summary>What the server takes of the machine.</summary>
internal sealed class ServerProcess(Process process)
{
    public double CpuSeconds => Refreshed().TotalProcessorTime.TotalSeconds;

    public long ResidentKb => Refreshed().WorkingSet64 / 1024;

    public long PeakKb => Refreshed().PeakWorkingSet64 / 1024;

    public bool HasEnded => Refreshed().HasExited;

    /// <summary>How many files and sockets it has open; null where that may not be known.</summary>
    public int? Descriptors => Count("fd", static _ => true);

    /// <summary>How many of them are sockets: files are also opened when code is first used.</summary>
    public int? Sockets => Count("fd", static entry => entry.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    public int? Threads => Count("task", static _ => true);

    /// <summary>Lets the highest memory count from now on, where that is allowed.</summary>
    public void ForgetPeak()
    {
        try
        {
            File.WriteAllText($"/proc/{process.Id}/clear_refs", "5"); // proc_pid_clear_refs(5)
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // another user's process: then it counts from its start
        }
    }

    /// <summary>Tells it to stop.</summary>
    public void Terminate() => LibC.Terminate(process.Id);

    /// <returns>False if it has ended.</returns>
    public bool TryReadPeak(out long kb)
    {
        try
        {
            kb = PeakKb;
            return kb > 0;
        }
        catch (InvalidOperationException)
        {
            kb = 0;
            return false;
        }
    }

    private int? Count(string directory, Func<FileSystemInfo, bool> isCounted)
    {
        try
        {
            return new DirectoryInfo($"/proc/{process.Id}/{directory}").EnumerateFileSystemInfos().Count(isCounted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private Process Refreshed()
    {
        process.Refresh();
        return process;
    }
}
