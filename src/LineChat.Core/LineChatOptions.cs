namespace LineChat;

/// <summary>
/// How the chat behaves. Bound from the configuration section <c>LineChat</c>, then by <c>AddLineChat(options => ...)</c>, and checked
/// when the host starts. In configuration a time is a number of seconds, or <c>hh:mm:ss</c>.
/// </summary>
public sealed class LineChatOptions
{
    /// <summary>
    /// The TCP addresses to listen on, each <c>ADDRESS:PORT</c>: <c>127.0.0.1:4004</c>, <c>[::1]:4004</c>, <c>localhost:4004</c> (both
    /// loopback addresses), <c>[::]:4004</c> (every address, IPv4 and IPv6), <c>0.0.0.0:4004</c>. Port 0 takes a free one. When empty, as by
    /// default, it is what the dialect says, and <c>localhost:4004</c> in the default manners: nobody is let in who was not invited.
    /// </summary>
    public IList<string> Listen { get; } = [];

    /// <summary>How many connections may wait to be accepted, for each address: 1 to 65,535, default 1,024; the system may allow less.</summary>
    public int Backlog { get; set; } = 1024;

    /// <summary>The most connections at once, 0 to 1,000,000; default 10,000, 0 is no limit. One more is told so and closed, or kept waiting where the
    /// dialect says so.</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// The most connections at once from one address (IPv6: from one /64 network), 0 to 1,000,000; default 64, 0 is no limit. Loopback is exempt.
    /// </summary>
    public int MaxConnectionsPerAddress { get; set; } = 64;

    /// <summary>How long a client has to sign on, up to a day; default 60 s, as SSH and IRC servers do; 0 is no limit.</summary>
    public TimeSpan SignOnTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many nicknames a client may try before the connection is closed, 0 to 1,000; default 10, 0 is no limit.</summary>
    public int MaxSignOnTries { get; set; } = 10;

    /// <summary>The longest nickname in characters (code points) that the default policy allows, 1 to 255; default 32.</summary>
    public int MaxNicknameLength { get; set; } = 32;

    /// <summary>
    /// The longest line in bytes, 16 to 65,536; default 4,096, a screenful: IRC's 512 are too few for text in UTF-8. What is done with
    /// a longer one is in <see cref="LongLines"/>.
    /// </summary>
    public int MaxLineLength { get; set; } = 4096;

    /// <summary>What is done with a line longer than <see cref="MaxLineLength"/>; by default it is cut, and its author is told.</summary>
    public LongLinePolicy LongLines { get; set; } = LongLinePolicy.Cut;

    /// <summary>
    /// How many bytes may come without a line end before the connection is closed, from <see cref="MaxLineLength"/> to 1,048,576;
    /// default 16,384: four lines, then it is no chat client. They are kept until the line ends, so that what is too long can be erased.
    /// </summary>
    public int MaxUnterminatedInput { get; set; } = 16_384;

    /// <summary>
    /// Gets or sets how many lines a second one client may send in the long run, from 0 to 1,000,000. Zero means no limit, and turns off
    /// every other rate of a client too: <see cref="BytesPerSecond"/> and that of all it sends. Defaults to 5.
    /// </summary>
    /// <remarks>
    /// Lines that come faster wait for their turn, and their author is told so once. Up to 64 KiB wait, counting each line for 64 bytes
    /// more than it has; what comes beyond that is dropped, and its author is told how many lines. Telnet's Interrupt Process and Ctrl-C drop
    /// what waits. Lines count before signing on too, as do nicknames that are refused, lines that are ignored and telnet's Are You There.
    /// Whatever else a client sends has a rate of its own: for each line that it may send, it may send as many bytes as
    /// <see cref="MaxUnterminatedInput"/>, 16,384 at least. A receive counts as 64 bytes more, and an answer to telnet's options as 256. The
    /// server stops reading from a client that sends more, until the rate allows it.
    /// <para>
    /// This and <see cref="BytesPerSecond"/> survive the connection: a client that connects again has what the connection before has left,
    /// if they come from one address (IPv6: from one /64 network). Loopback is exempt from that, as it is from all limits for an address.
    /// </para>
    /// </remarks>
    public int LinesPerSecond { get; set; } = 5;

    /// <summary>
    /// Gets or sets how many lines one client may send at once before <see cref="LinesPerSecond"/> counts, from 1 to 1,000,000. Defaults to
    /// 20.
    /// </summary>
    public int LineBurst { get; set; } = 20;

    /// <summary>
    /// Gets or sets how many bytes of lines a second one client may send in the long run, from 0 to 1,073,741,824. Zero means no limit.
    /// Defaults to 4,096, since what a line costs is its length times the number of those who hear it. Lines that are faster wait as with
    /// <see cref="LinesPerSecond"/>.
    /// </summary>
    public int BytesPerSecond { get; set; } = 4096;

    /// <summary>
    /// Gets or sets how many bytes of lines one client may send at once before <see cref="BytesPerSecond"/> counts, from 1 to
    /// 1,073,741,824. Defaults to 32,768.
    /// </summary>
    public int ByteBurst { get; set; } = 32_768;

    /// <summary>
    /// Gets or sets how many connections a second may come from one address (IPv6: from one /64 network) in the long run, from 0 to
    /// 1,000,000. Zero means no limit. Defaults to 10. Eight times as many may come at once. One more is refused as by
    /// <see cref="MaxConnectionsPerAddress"/>. Loopback is exempt.
    /// </summary>
    public int ConnectionsPerSecondPerAddress { get; set; } = 10;

    /// <summary>
    /// Gets or sets how many nicknames a second may be tried by newcomers from one address (IPv6: from one /64 network) in the long run,
    /// from 0 to 1,000,000. Zero means no limit. Defaults to 8. Eight times as many may come at once; one more waits for its turn. Loopback
    /// is exempt.
    /// </summary>
    public int SignOnsPerSecondPerAddress { get; set; } = 8;

    /// <summary>
    /// Gets or sets how many lines a second may come from one address (IPv6: from one /64 network) in the long run, from 0 to 1,000,000.
    /// Zero means no limit. Defaults to 40. Eight times as many may come at once; one more waits for its turn. Loopback is exempt.
    /// </summary>
    public int LinesPerSecondPerAddress { get; set; } = 40;

    /// <summary>
    /// Gets or sets how many bytes of lines a second may come from one address (IPv6: from one /64 network) in the long run, from 0 to
    /// 1,073,741,824. Zero means no limit. Defaults to 32,768. Eight times as many may come at once; a line more waits for its turn.
    /// Loopback is exempt.
    /// </summary>
    public int BytesPerSecondPerAddress { get; set; } = 32_768;

    /// <summary>How many lines of the past are shown to whoever comes into a room, 0 to 10,000 as far as the log still has them; default
    /// 0.</summary>
    public int HistoryLines { get; set; }

    /// <summary>
    /// How many bytes of lines each room keeps, in blocks of 64 KiB or 2,048 lines, for those who read slowly, 65,536 to 1,073,741,824;
    /// default 1,048,576 (1 MiB, about 15,000 lines).
    /// Whoever falls further behind skips lines, and is told how many.
    /// </summary>
    public int MaxLogSize { get; set; } = 1024 * 1024;

    /// <summary>
    /// How many bytes of replies and whispers may wait for one member, 1,024 to 16,777,216; default 65,536. Each counts for 64 bytes more than it has. Then its own
    /// commands wait, and whoever whispers to it is told that it isn't reading.
    /// </summary>
    public int MaxOwedReplies { get; set; } = 64 * 1024;

    /// <summary>
    /// How long a member may take nothing while something waits for it before it is disconnected, up to a day; default 30 s, 0 is no limit.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the end of a connection may take to send what is owed: up to an hour; default 5 s, 0 gives up at once. The server takes so long
    /// to stop at most, and 2 s more for closing; the host's own <c>ShutdownTimeout</c> bounds it too.
    /// </summary>
    public TimeSpan FlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets how long the filters (<see cref="IChatFilter"/>) may take for one action, up to an hour. Zero means no limit. Defaults to
    /// 5 seconds. An action that is not decided by then is refused, and its author is told.
    /// </summary>
    public TimeSpan FilterTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether to send a line to many TCP clients with one system call where the system can, by io_uring of Linux 5.6 or later: to a thousand of them a
    /// delivery costs half as much then. Default true. Where io_uring is missing or forbidden, as in many containers, each client gets a call of its own.
    /// </summary>
    public bool UseIoUring { get; set; } = true;

    /// <summary>
    /// Whether on Linux the one thread that learns what TCP clients send also does what they ask for, and brings a line to everybody before it looks again, so that no
    /// other has to be woken for it. The fastest way, and right where nicknames are checked, lines formatted and commands carried out in microseconds; one that takes
    /// long holds everybody up. Default false: they are left to the thread pool.
    /// </summary>
    public bool InlineSessions { get; set; }

    /// <summary>
    /// The words and manners of the server, at first the default ones. Another is best chosen by <see cref="LineChatBuilder.UseDialect(string)"/> or
    /// <c>LineChat:Dialect</c> in configuration, since its limits apply then unless they are set.
    /// </summary>
    public ChatDialect Dialect { get; set; } = new();

    /// <summary>The rooms of the chat.</summary>
    public RoomOptions Rooms { get; } = new();

    /// <summary>How many bytes may really come without a line end: where a line that is too long disconnects, it does so as soon as it is.</summary>
    internal int MostUnterminatedInput => LongLines == LongLinePolicy.Disconnect ? MaxLineLength : MaxUnterminatedInput;

    /// <summary>Takes a dialect, and its limits in the place of those of the one before.</summary>
    internal void Adopt(ChatDialect dialect)
    {
        var (before, defaults) = (Dialect, new LineChatOptions());
        Dialect = dialect;
        MaxConnections = dialect.MaxConnections ?? (before.MaxConnections is null ? MaxConnections : defaults.MaxConnections);
        MaxLineLength = dialect.MaxLineLength ?? (before.MaxLineLength is null ? MaxLineLength : defaults.MaxLineLength);
        LongLines = dialect.LongLines ?? (before.LongLines is null ? LongLines : defaults.LongLines);
        MaxNicknameLength = dialect.MaxNicknameLength ?? (before.MaxNicknameLength is null ? MaxNicknameLength : defaults.MaxNicknameLength);
    }
}
