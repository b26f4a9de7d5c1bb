namespace LineChat.Load;

/// <summary>Visitors come and go while the clients that stay talk on, and witness each arrival and departure.</summary>
internal sealed class Churn(LoadOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    public ChurnReport Run()
    {
        using var crowd = new Crowd(options);
        crowd.SignOn();
        crowd.Settle();

        var conversation = new Conversation(options, crowd);
        Witness[] witnesses = [.. crowd.Clients.Select(_ => new Witness(options.Nickname, options.Clients))];
        int gone = 0;
        crowd.Heard = (client, bytes) =>
        {
            if (client.Number < witnesses.Length)
            {
                conversation.Hear(client, bytes);
                witnesses[client.Number].Hear(bytes);
            }
            else
            {
                client.Dispose(); // it has been let in, and that is all it came for
                gone++;
            }
        };

        var measurement = new Measurement(options.Process);
        long start = Clock.Microseconds;
        int came = 0;
        while (measurement.Seconds < options.Duration.TotalSeconds && !crowd.MustEnd)
        {
            for (; came - gone < options.Burst && (options.Arrivals == 0 || came < measurement.Seconds * options.Arrivals); came++) crowd.Connect();
            Talk(conversation, start);
            crowd.Turn(Patience);
        }

        double seconds = measurement.Seconds;
        int joinsInTime = gone;
        while (!crowd.MustEnd && (gone < came || conversation.Deliveries < conversation.Wanted || witnesses.Sum(witness => witness.Notices) < NoticesWanted(came)))
        {
            if (gone < came) Talk(conversation, start); // whoever is let in leaves once it hears something
            crowd.Turn(Patience);
        }

        return new()
        {
            Mode = "churn",
            Clients = options.Clients,
            Joins = came,
            JoinsPerS = Math.Round(joinsInTime / seconds),
            Notices = witnesses.Sum(witness => witness.Notices),
            NoticesWanted = NoticesWanted(came),
            NoticesRepeated = witnesses.Sum(witness => witness.Repeated),
            Deliveries = conversation.Deliveries,
            Wanted = conversation.Wanted,
            Disordered = conversation.Disordered,
            Repeated = conversation.Repeated,
            P50Us = conversation.LatencyAt(50),
            P99Us = conversation.LatencyAt(99),
            MaxUs = conversation.LatencyAt(100),
            LostConnections = crowd.Lost,
            Seconds = Math.Round(seconds, 3),
            ServerCpuS = measurement.ServerCpuSeconds is { } cpu ? Math.Round(cpu, 2) : null,
            ServerRssKb = measurement.ServerResidentKb,
            ServerPeakKb = measurement.ServerPeakKb,
        };
    }

    private void Talk(Conversation conversation, long start)
    {
        while (start + (long)(conversation.Sent / options.Rate * 1e6) is var due && due <= Clock.Microseconds) conversation.Say(due);
    }

    private long NoticesWanted(int visitors) => 2L * visitors * options.Clients;
}
