using HdrHistogram;

namespace LineChat.Load;

/// <summary>Visitors come and go while the clients that stay talk on, and those who read witness each arrival and departure.</summary>
internal sealed class Churn(LoadOptions options)
{
    private const long LongestJoin = 3_600_000_000; // an hour

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private readonly LongHistogram _joins = new(LongestJoin, numberOfSignificantValueDigits: 3);
    private readonly Dictionary<int, long> _arriving = []; // since when, by number
    private long _start;
    private int _saidBefore; // before it began

    public ChurnReport Run()
    {
        using var crowd = new Crowd(options);
        crowd.SignOn();
        crowd.Settle();
        var stalled = crowd.Clients.Skip(options.Readers).ToArray();
        foreach (var client in stalled) crowd.Stall(client);

        var conversation = new Conversation(options, crowd);
        Witness[] witnesses = [.. crowd.Clients.Take(options.Readers).Select(_ => new Witness(options.Nickname, options.Clients))];
        int gone = 0;
        crowd.Heard = (client, bytes) =>
        {
            if (client.Number < witnesses.Length)
            {
                conversation.Hear(client, bytes);
                witnesses[client.Number].Hear(bytes);
            }
            else if (_arriving.Remove(client.Number, out long since))
            {
                _joins.RecordValue(Math.Clamp(Clock.Microseconds - since, 0, LongestJoin));
                client.Dispose(); // it has been let in, and that is all it came for
                gone++;
            }
        };

        SayBallast(conversation, crowd);
        var measurement = new Measurement(options.Process);
        _start = Clock.Microseconds;
        int came = 0;
        while (measurement.Seconds < options.Duration.TotalSeconds && !crowd.MustEnd)
        {
            for (; came - gone < options.Burst && (options.Arrivals == 0 || came < measurement.Seconds * options.Arrivals); came++) Arrive(crowd);
            Talk(conversation);
            crowd.Turn(Patience);
        }

        double seconds = measurement.Seconds;
        int joinsInTime = gone;
        while (!crowd.MustEnd && (gone < came || conversation.Deliveries < conversation.Wanted || witnesses.Sum(witness => witness.Notices) < NoticesWanted(came)))
        {
            if (gone < came) Talk(conversation); // whoever is let in leaves once it hears something
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
            JoinP50Us = JoinAt(50),
            JoinP99Us = JoinAt(99),
            JoinMaxUs = JoinAt(100),
            StalledLost = stalled.Count(client => !client.IsEstablished),
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

    // So much that those who don't read are in the server's way when it begins.
    private void SayBallast(Conversation conversation, Crowd crowd)
    {
        while ((conversation.Sent < options.Ballast || conversation.Deliveries < conversation.Wanted) && !crowd.MustEnd)
        {
            while (conversation.Sent < Math.Min(options.Ballast, conversation.Deliveries / options.Hearers + options.Window) && !crowd.MustEnd) conversation.Say(Clock.Microseconds);
            crowd.Turn(Patience);
        }

        conversation.ForgetLatencies();
        _saidBefore = conversation.Sent;
    }

    private void Arrive(Crowd crowd) => _arriving.Add(crowd.Connect().Number, Clock.Microseconds);

    private void Talk(Conversation conversation)
    {
        while (_start + (long)((conversation.Sent - _saidBefore) / options.Rate * 1e6) is var due && due <= Clock.Microseconds) conversation.Say(due);
    }

    private long JoinAt(double percentile) => _joins.TotalCount == 0 ? 0 : _joins.GetValueAtPercentile(percentile);

    private long NoticesWanted(int visitors) => 2L * visitors * options.Readers;
}
