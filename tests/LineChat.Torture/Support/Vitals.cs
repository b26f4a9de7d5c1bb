using System.Globalization;

namespace LineChat.Torture.Support;

/// <summary>How a process is, by what Linux tells of it (proc(5)).</summary>
internal sealed class Vitals(int id)
{
    // What a tick of the processor's time is, wherever .NET runs (USER_HZ).
    private const int TicksPerSecond = 100;

    public int Descriptors => Directory.GetFileSystemEntries($"/proc/{id}/fd").Length;

    /// <summary>The greatest descriptor that is open.</summary>
    public int LastDescriptor => Directory.GetFileSystemEntries($"/proc/{id}/fd").Max(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));

    /// <summary>What it holds of the machine's memory, in bytes.</summary>
    public long Memory => Status("VmRSS:");

    /// <summary>The most that it ever held.</summary>
    public long PeakMemory => Status("VmHWM:");

    /// <summary>How long it has used a processor.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromSeconds((double)Ticks() / TicksPerSecond);

    /// <summary>Waits for a second in which it does next to nothing.</summary>
    /// <param name="most">What part of one core that is.</param>
    public async Task ExpectIdleAsync(double most)
    {
        using var deadline = Deadline.Start();
        double used;
        do
        {
            long before = Ticks();
            long start = Environment.TickCount64;
            await Task.Delay(1000, CancellationToken.None);
            used = (Ticks() - before) * (1000.0 / TicksPerSecond) / (Environment.TickCount64 - start);
            if (deadline.IsCancellationRequested) Assert.Fail($"The server is never idle: it still uses {used:P0} of a core.");
        }
        while (used > most);
    }

    private long Status(string name)
    {
        string size = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(size.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private long Ticks()
    {
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // the name may have blanks in it; the third field is next
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
