namespace LineChat.Load;

/// <summary>
/// What those who never read cost the others: the same members and visitors are measured in turn with everybody reading and with some who stopped. In both settings so much is said
/// before that a reader who stopped is as far behind as can be.
/// </summary>
internal sealed class StalledReaders(LoadOptions options)
{
    private const int BallastBytes = 512 * 1024; // several times what fits into a narrow connection

    public StalledReport Run()
    {
        var settings = options with { Ballast = 1 + BallastBytes / options.Size };
        var rounds = new List<StalledRound>();
        for (int round = 0; round < options.Rounds; round++)
        {
            string nickname = $"{options.Nickname}{(char)('a' + round % 26)}"; // the last members may still be leaving
            rounds.Add(new(Measure(settings with { Stalled = 0, Nickname = $"{nickname}r" }), Measure(settings with { Nickname = $"{nickname}s" })));
        }

        return new()
        {
            Mode = "stalled",
            Clients = options.Clients,
            Stalled = options.Stalled,
            Seconds = rounds.Sum(round => round.Reading.Seconds + round.Stalling.Seconds),
            LostConnections = rounds.Sum(round => round.Reading.LostConnections + round.Stalling.LostConnections + round.Stalling.StalledLost),
            P50Us = Comparison.Of(rounds, report => report.P50Us),
            P99Us = Comparison.Of(rounds, report => report.P99Us),
            MaxUs = Comparison.Of(rounds, report => report.MaxUs),
            JoinP50Us = Comparison.Of(rounds, report => report.JoinP50Us),
            JoinP99Us = Comparison.Of(rounds, report => report.JoinP99Us),
            PeakKb = options.Process is null ? null : Comparison.Of(rounds, report => report.ServerPeakKb ?? 0),
            Rounds = rounds,
        };
    }

    private static ChurnReport Measure(LoadOptions options)
    {
        options.Process?.ForgetPeak();
        return new Churn(options).Run();
    }
}
