namespace LineChat.Load;

/// <summary>Clients sign on, and some of them say messages to all.</summary>
internal abstract class Talk(LoadOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(1); // of a flood

    protected abstract string Mode { get; }

    /// <summary>How many messages there are in all.</summary>
    protected abstract int Messages { get; }

    public TalkReport Run()
    {
        using var crowd = new Crowd(options);
        crowd.SignOn();
        crowd.Settle();
        foreach (var client in crowd.Clients.Skip(options.Readers)) crowd.Stall(client);

        var conversation = new Conversation(options, crowd);
        var flood = options.Flood > 0 ? new Flood(options, crowd) : null;
        crowd.Heard = conversation.Hear;
        if (flood is not null) crowd.Heard += flood.Hear;
        long bytesBefore = crowd.BytesHeard;
        var measurement = new Measurement(options.Process);
        long start = Clock.Microseconds;
        while ((conversation.Sent < Messages || conversation.Deliveries < conversation.Wanted || flood?.Deliveries < flood?.Wanted) && !crowd.MustEnd)
        {
            if (conversation.Sent < Messages) flood?.Say(start);
            while (conversation.Sent < Messages && IsDue(conversation, start, out long due) && !crowd.MustEnd) conversation.Say(due);
            crowd.Turn(flood is not null ? Beat : conversation.Sent < Messages ? WaitFor(conversation, start) : Patience);
        }

        return Report(crowd, conversation, flood, measurement, crowd.BytesHeard - bytesBefore);
    }

    /// <summary>Whether the next message should be said.</summary>
    /// <param name="conversation">What was said and heard.</param>
    /// <param name="start">When it began.</param>
    /// <param name="due">When it should have been.</param>
    protected abstract bool IsDue(Conversation conversation, long start, out long due);

    /// <summary>How long until the next message should be said, if nothing is heard meanwhile.</summary>
    protected virtual TimeSpan WaitFor(Conversation conversation, long start) => Patience;

    private TalkReport Report(Crowd crowd, Conversation conversation, Flood? flood, Measurement measurement, long bytes)
    {
        double seconds = measurement.Seconds;
        double? cpu = measurement.ServerCpuSeconds;
        return new()
        {
            Mode = Mode,
            Clients = options.Clients,
            Stalled = options.Stalled,
            Window = options.Window,
            Size = options.Size,
            Deliveries = conversation.Deliveries,
            Wanted = (long)Messages * options.Hearers,
            Disordered = conversation.Disordered,
            Repeated = conversation.Repeated,
            LostConnections = crowd.Lost,
            Seconds = Math.Round(seconds, 3),
            DeliveriesPerS = Math.Round(conversation.Deliveries / seconds),
            ServerCpuUsPerDelivery = cpu is { } s ? Math.Round(s * 1e6 / Math.Max(1, conversation.Deliveries), 3) : null,
            MbPerS = Math.Round(bytes / seconds / 1e6, 1),
            FloodDeliveries = flood?.Deliveries,
            FloodWanted = flood?.Wanted,
            P50Us = conversation.LatencyAt(50),
            P99Us = conversation.LatencyAt(99),
            MaxUs = conversation.LatencyAt(100),
            ServerCpuS = cpu is { } total ? Math.Round(total, 2) : null,
            ServerRssKb = measurement.ServerResidentKb,
            ServerPeakKb = measurement.ServerPeakKb,
        };
    }
}
