namespace LineChat.Load;

/// <summary>Clients sign on and stay silent: what the server needs for each.</summary>
internal sealed class Idle(LoadOptions options)
{
    public IdleReport Run()
    {
        using var crowd = new Crowd(options);
        var measurement = new Measurement(options.Process);
        crowd.SignOn();
        double signOnSeconds = measurement.Seconds;
        crowd.Settle();
        for (long quiet = Clock.Microseconds; Clock.SecondsSince(quiet) < options.Duration.TotalSeconds && crowd.Lost == 0;) crowd.Turn(TimeSpan.FromMilliseconds(20));

        return new()
        {
            Mode = "idle",
            Clients = options.Clients,
            LostConnections = crowd.Lost,
            Seconds = Math.Round(measurement.Seconds, 3),
            SignOnSeconds = Math.Round(signOnSeconds, 3),
            BytesPerClient = measurement.ServerGrownKb is { } kb ? Math.Round(kb * 1024.0 / options.Clients) : null,
            ServerCpuS = measurement.ServerCpuSeconds is { } cpu ? Math.Round(cpu, 2) : null,
            ServerRssKb = measurement.ServerResidentKb,
            ServerPeakKb = measurement.ServerPeakKb,
        };
    }
}
