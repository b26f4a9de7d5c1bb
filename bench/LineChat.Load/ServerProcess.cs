using System.Diagnostics;

namespace LineChat.Load;

/// <summary>What the server takes of the machine.</summary>
internal sealed class ServerProcess(Process process)
{
    public double CpuSeconds => Refreshed().TotalProcessorTime.TotalSeconds;

    public long ResidentKb => Refreshed().WorkingSet64 / 1024;

    public long PeakKb => Refreshed().PeakWorkingSet64 / 1024;

    private Process Refreshed()
    {
        process.Refresh();
        return process;
    }
}
