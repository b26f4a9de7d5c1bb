namespace LineChat.Load;

/// <summary>Clients sign on as fast as they are let in, until each has been told of all who came after it.</summary>
internal sealed class Storm(LoadOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    public StormReport Run()
    {
        long notices = 0;
        long wanted = options.Clients * (options.Clients - 1L) / 2 + (options.Echo ? options.Clients : 0);
        using var crowd = new Crowd(options) { Heard = (_, bytes) => notices += bytes.Count(options.Marker) };
        var measurement = new Measurement(options.Process);
        crowd.SignOn();
        while (notices < wanted && !crowd.MustEnd) crowd.Turn(Patience);

        double seconds = measurement.Seconds;
        return new()
        {
            Mode = "storm",
            Clients = options.Clients,
            Notices = notices,
            Wanted = wanted,
            LostConnections = crowd.Lost,
            Seconds = Math.Round(seconds, 3),
            NoticesPerS = Math.Round(notices / seconds),
            ServerCpuS = measurement.ServerCpuSeconds is { } cpu ? Math.Round(cpu, 2) : null,
            ServerRssKb = measurement.ServerResidentKb,
            ServerPeakKb = measurement.ServerPeakKb,
        };
    }
}
