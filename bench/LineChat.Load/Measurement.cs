namespace LineChat.Load;

/// <summary>What passes and what the server uses from its beginning on.</summary>
internal sealed class Measurement(ServerProcess? process)
{
    private readonly long _start = Clock.Microseconds;
    private readonly double? _cpu = process?.CpuSeconds;
    private readonly long? _residentKb = process?.ResidentKb;

    public double Seconds => Clock.SecondsSince(_start);

    public double? ServerCpuSeconds => process?.CpuSeconds - _cpu;

    public long? ServerResidentKb => process?.ResidentKb;

    public long? ServerPeakKb => process?.PeakKb;

    public long? ServerGrownKb => ServerResidentKb - _residentKb;
}
