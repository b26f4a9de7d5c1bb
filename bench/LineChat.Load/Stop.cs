namespace LineChat.Load;

/// <summary>Clients sign on and stay silent, and the server is told to stop: what that takes beyond living.</summary>
internal sealed class Stop(LoadOptions options)
{
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(5);

    public StopReport Run()
    {
        var server = options.Process ?? throw new LoadException("There is nothing to stop: write --pid.");
        using var crowd = new Crowd(options);
        crowd.SignOn();
        crowd.Settle();
        for (long quiet = Clock.Microseconds; Clock.SecondsSince(quiet) < options.Duration.TotalSeconds;) crowd.Turn(ALittle);

        int lost = crowd.Lost;
        long living = server.ResidentKb;
        long peak = living;
        server.ForgetPeak();
        var measurement = new Measurement(server);
        double cpu = 0;
        server.Terminate();
        while (!server.HasEnded && measurement.Seconds < options.Limit.TotalSeconds)
        {
            crowd.Turn(ALittle);
            if (!server.TryReadPeak(out long kb)) continue;
            peak = Math.Max(peak, kb);
            cpu = measurement.ServerCpuSeconds ?? cpu;
        }

        double seconds = measurement.Seconds;
        while (crowd.Lost < options.Clients && measurement.Seconds < options.Limit.TotalSeconds) crowd.Turn(ALittle);
        return new()
        {
            Mode = "stop",
            Clients = options.Clients,
            LostConnections = lost,
            ClosedConnections = crowd.Lost - lost,
            Seconds = Math.Round(seconds, 3),
            ServerCpuS = Math.Round(cpu, 2),
            ServerRssKb = living,
            ServerPeakKb = peak,
            PeakRatio = Math.Round((double)peak / living, 3),
        };
    }
}
