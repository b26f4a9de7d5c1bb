using System.Net;

namespace LineChat.Load;

/// <summary>What load to make. The defaults are those of most modes; a mode sets its own.</summary>
internal sealed record LoadOptions
{
    public IPEndPoint Server { get; init; } = new(IPAddress.Loopback, 4004);

    /// <summary>How many clients sign on and stay.</summary>
    public int Clients { get; init; } = 100;

    /// <summary>In how many rooms they are.</summary>
    public int Rooms { get; init; } = 1;

    /// <summary>The room that they go to once they are on; null is the one where everybody arrives.</summary>
    public string? Room { get; init; }

    /// <summary>Whether the server is a nats-server, where a room is a subject.</summary>
    public bool IsNats { get; init; }

    /// <summary>How many of them speak, in turn.</summary>
    public int Senders { get; init; } = 10;

    /// <summary>How many of them stop reading once they are on.</summary>
    public int Stalled { get; init; }

    public int Messages { get; init; } = 10_000;

    /// <summary>How many messages may be in flight, that is, not yet with every reader.</summary>
    public int Window { get; init; } = 64;

    /// <summary>Bytes of a message, its line end apart.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Messages a second.</summary>
    public double Rate { get; init; } = 1000;

    /// <summary>Lines a second that one client more says beside the messages; 0 is none.</summary>
    public double Flood { get; init; }

    /// <summary>Arrivals a second; 0 is as many as are let in.</summary>
    public double Arrivals { get; init; }

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When to give up.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long nothing may come before that is as good as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the server tells an author its own lines, and a newcomer its own arrival.</summary>
    public bool Echo { get; init; }

    /// <summary>A byte that stands once in each notice of an arrival, and in nothing else that comes during a storm.</summary>
    public byte Marker { get; init; } = (byte)'v';

    /// <summary>What a nickname begins with; a number follows.</summary>
    public string Nickname { get; init; } = "u";

    /// <summary>How many connections may be under way to being signed on.</summary>
    public int Burst { get; init; } = 256;

    /// <summary>How many talk steadily in a soak, and hear one another.</summary>
    public int Witnesses { get; init; } = 8;

    /// <summary>How many clients of a soak do what they should not.</summary>
    public int Hostile { get; init; } = 100;

    /// <summary>Where the clients of a soak connect from; null is anywhere.</summary>
    public Addresses? From { get; init; }

    /// <summary>How often a soak takes a sample.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the visitors of a soak do is the same for the same seed, each for itself.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where it is told how far a long run has come.</summary>
    public TextWriter Progress { get; init; } = TextWriter.Null;

    /// <summary>Messages that are said before it begins, and not timed.</summary>
    public int Ballast { get; init; }

    /// <summary>How often a comparison is made.</summary>
    public int Rounds { get; init; } = 5;

    public ServerProcess? Process { get; init; }

    /// <summary>How many read: the first of the clients.</summary>
    public int Readers => Clients - Stalled;

    /// <summary>How many hear each message.</summary>
    public int Hearers => Readers - (Echo ? 0 : 1);

    /// <summary>Whether a client stops reading once all are on.</summary>
    public bool WillStall(int number) => number >= Readers && number < Clients;
}
