using System.Globalization;
using System.Text.Json.Serialization;
using LineChat.Load.Roles;

namespace LineChat.Load;

/// <summary>What a soak has shown.</summary>
internal sealed record SoakReport : Report
{
    public required int Hostile { get; init; }

    public required int Witnesses { get; init; }

    public required int Seed { get; init; }

    /// <summary>What the witnesses have heard of one another.</summary>
    public required long Deliveries { get; init; }

    public required long Wanted { get; init; }

    public required long Disordered { get; init; }

    public required long Repeated { get; init; }

    /// <summary>Control characters, beginnings of what somebody pasted (<c>[200~</c>), and bytes that are no UTF-8, that a witness was sent.</summary>
    public required long UnsafeBytes { get; init; }

    /// <summary>Lines that one of the witnesses has heard, notices included.</summary>
    public required long Lines { get; init; }

    /// <summary>How many connections could not be begun.</summary>
    public required int Refused { get; init; }

    public Growth? MemoryKb { get; init; }

    public Growth? Descriptors { get; init; }

    /// <summary>The server's sockets when the witnesses were in and nobody else was, without theirs.</summary>
    public int? SocketsBefore { get; init; }

    /// <summary>The server's sockets once everybody had gone.</summary>
    public int? SocketsAfter { get; init; }

    public required IReadOnlyList<PartReport> Parts { get; init; }

    public required IReadOnlyList<SoakSample> Samples { get; init; }

    [JsonIgnore]
    public override bool IsClean =>
        Deliveries == Wanted && Disordered == 0 && Repeated == 0 && UnsafeBytes == 0 && LostConnections == 0 && CalmDropped == 0 && Outstayed == 0 && !(SocketsAfter > SocketsBefore);

    /// <summary>The report in one line.</summary>
    [JsonIgnore]
    public string Verdict => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsClean ? "clean" : "NOT CLEAN")}: {Wanted - Deliveries} of {Wanted} lost, {Disordered} disordered, {Repeated} repeated, {UnsafeBytes} unsafe bytes, {LostConnections} witnesses and {CalmDropped} chatters disconnected, {Outstayed} ghosts served; memory {Grown(MemoryKb, " KB")}, descriptors {Grown(Descriptors, "")}; {SocketsBefore} sockets before, {SocketsAfter} once all had gone.");

    private long CalmDropped => Parts.Where(part => part.Name == Cast.Calm).Sum(part => part.Dropped);

    private long Outstayed => Parts.Sum(part => part.Outstayed);

    private static string Grown(Growth? growth, string unit) =>
        growth is null ? "not sampled often enough" : string.Create(CultureInfo.InvariantCulture, $"{growth.Early:N0} -> {growth.Late:N0}{unit} ({growth.Late / growth.Early - 1:+0.0%;-0.0%})");
}
