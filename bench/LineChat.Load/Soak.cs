using System.Buffers;
using LineChat.Load.Roles;

namespace LineChat.Load;

/// <summary>
/// Everything at once and for long: people who chat, others who do what they should not, and a few witnesses who talk steadily and find whether a line is lost or late. The server's memory and descriptors are
/// sampled as it runs, and once all have gone it should have no more sockets than before.
/// </summary>
internal sealed class Soak
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(20);

    // No terminal should get these; whatever is said, no witness does.
    private static readonly SearchValues<byte> Unsafe = SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b).Except("\t\r\n"u8.ToArray()), 0x7F, 0xFF]);

    private readonly LoadOptions _options;
    private readonly LoadOptions _witnesses;
    private readonly IReadOnlyList<Part> _parts;
    private readonly List<SoakSample> _samples = [];
    private long _lines;
    private long _unsafe;
    private int? _socketsBefore;

    public Soak(LoadOptions options)
    {
        _options = options;
        _witnesses = options with { Clients = options.Witnesses, Senders = options.Witnesses, Limit = options.Duration + options.Limit };
        _parts = Cast.Of(options.Clients, options.Hostile, options.From is not null);
    }

    private ServerProcess? Server => _options.Process is { HasEnded: false } running ? running : null;

    public SoakReport Run()
    {
        var report = Play();
        if (Server is { } server) report = report with { SocketsAfter = SocketsAfter(server, report.SocketsBefore), ServerRssKb = server.ResidentKb, ServerPeakKb = server.PeakKb };
        _options.Progress.WriteLine(report.Verdict);
        return report;
    }

    private SoakReport Play()
    {
        using var crowd = new Crowd(_witnesses);
        crowd.SignOn();
        crowd.Settle();
        _socketsBefore = _options.Process?.Sockets - _options.Witnesses;
        var conversation = new Conversation(_witnesses, crowd);
        crowd.Heard = (client, bytes) =>
        {
            conversation.Hear(client, bytes);
            if (client.Number == 0) _lines += bytes.Count((byte)'\n');
            _unsafe += bytes.Count("[200~"u8) + bytes.Count("[201~"u8);
            for (int at; (at = bytes.IndexOfAny(Unsafe)) >= 0; bytes = bytes[(at + 1)..]) _unsafe++;
        };

        var measurement = new Measurement(_options.Process);
        var sampler = new SoakSampler(_options, conversation);
        using var stage = new Stage(_options, _parts);
        _options.Progress.WriteLine(SoakSample.Heading);
        int messages = (int)(_options.Rate * _options.Duration.TotalSeconds);
        for (long start = Clock.Microseconds; conversation.Sent < messages && !crowd.MustEnd && stage.Failure is null;)
        {
            long due = start + (long)(conversation.Sent / _options.Rate * 1e6);
            if (due <= Clock.Microseconds) conversation.Say(due);
            else crowd.Turn(Least(TimeSpan.FromMicroseconds(due - Clock.Microseconds), sampler.TimeLeft));
            if (sampler.TimeLeft == TimeSpan.Zero) Sample(sampler, stage);
        }

        for (long said = Clock.Microseconds; conversation.Deliveries < conversation.Wanted && Clock.SecondsSince(said) < _options.Patience.TotalSeconds && !crowd.MustEnd;) crowd.Turn(ALittle);
        if (stage.Failure is { } failure) throw new LoadException($"The visitors had to stop: {failure}");
        if (_samples.Count == 0 || sampler.TimeLeft < _options.Every / 2) Sample(sampler, stage); // of less than half the time it would say little
        return Report(crowd, conversation, stage, measurement);
    }

    private void Sample(SoakSampler sampler, Stage stage)
    {
        var sample = sampler.Take(stage, _lines);
        _samples.Add(sample);
        _options.Progress.WriteLine(sample);
    }

    private SoakReport Report(Crowd crowd, Conversation conversation, Stage stage, Measurement measurement) => new()
    {
        Mode = "soak",
        Clients = _options.Clients,
        Hostile = _options.Hostile,
        Witnesses = _options.Witnesses,
        Seed = _options.Seed,
        Deliveries = conversation.Deliveries,
        Wanted = conversation.Wanted,
        Disordered = conversation.Disordered,
        Repeated = conversation.Repeated,
        UnsafeBytes = _unsafe,
        Lines = _lines,
        Refused = stage.Refused,
        LostConnections = crowd.Lost,
        Seconds = Math.Round(measurement.Seconds, 3),
        ServerCpuS = Server is not null && measurement.ServerCpuSeconds is { } cpu ? Math.Round(cpu, 2) : null,
        MemoryKb = Growth.Of(_samples, _options.Duration, sample => sample.RssKb),
        Descriptors = Growth.Of(_samples, _options.Duration, sample => sample.Descriptors),
        SocketsBefore = _socketsBefore,
        Parts = [.. _parts.Select(part => new PartReport(part.Name, part.Visits, part.Joins, part.Dropped, part.Outstayed))],
        Samples = _samples,
    };

    // Sooner or later the server learns that all have gone; how soon depends on what it still had to send.
    private int? SocketsAfter(ServerProcess server, int? before)
    {
        int? now = server.Sockets;
        for (long gone = Clock.Microseconds; now > before && Clock.SecondsSince(gone) < 3 * _options.Patience.TotalSeconds; now = server.Sockets) Thread.Sleep(Blink);
        return now;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
