namespace LineChat;

/// <summary>
/// Represents the limits of a chat: the section <c>LineChat:Limits</c>. In configuration a time is a number of seconds, or
/// <c>hh:mm:ss</c>.
/// </summary>
/// <remarks>When the configuration is reloaded, a new limit applies at once to every client, unless the property says otherwise.</remarks>
public sealed class LimitOptions
{
    /// <summary>
    /// Gets or sets the maximum number of concurrent connections, from 0 to 1,000,000. Zero means no limit. Defaults to 10,000.
    /// </summary>
    /// <remarks>
    /// A client that exceeds the limit is sent <see cref="ChatMessageKind.TooManyConnections"/> and disconnected, or waits if the
    /// dialect sets <see cref="ChatDialect.FullWaits"/>. A lower limit disconnects nobody.
    /// </remarks>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>
    /// Gets or sets the maximum number of concurrent connections from one address (IPv6: from one /64 network), from 0 to 1,000,000.
    /// Zero means no limit. Defaults to 64.
    /// </summary>
    /// <remarks>Loopback is exempt. A client that exceeds the limit is told and disconnected. A lower limit disconnects nobody.</remarks>
    public int MaxConnectionsPerAddress { get; set; } = 64;

    /// <summary>Gets or sets how long a client may take to sign on, up to one day. Zero means no limit. Defaults to 60 seconds.</summary>
    /// <remarks>A client that takes longer is told and disconnected. A reloaded value applies to clients that connect afterwards.</remarks>
    public TimeSpan SignOnTimeout { get; set; } = TimeSpan.FromSeconds(60); // as SSH and IRC servers

    /// <summary>
    /// Gets or sets how many nicknames a client may try before it is disconnected, from 0 to 1,000. Zero means no limit. Defaults to
    /// 10.
    /// </summary>
    public int MaxSignOnTries { get; set; } = 10;

    /// <summary>Gets or sets the maximum length of a nickname in characters (code points), from 1 to 255. Defaults to 32.</summary>
    /// <remarks>It is for the default <see cref="INicknamePolicy"/>; one of the host's own decides for itself. Whoever has a longer
    /// nickname keeps it when the value is reloaded.</remarks>
    public int MaxNicknameLength { get; set; } = 32;

    /// <summary>Gets or sets the maximum length of a line in bytes, from 16 to 65,536. Defaults to 4,096.</summary>
    /// <remarks><see cref="LongLines"/> says what happens to a longer line. A reloaded value applies to clients that connect
    /// afterwards.</remarks>
    public int MaxLineLength { get; set; } = 4096; // a screenful: IRC's 512 are too few for text in UTF-8

    /// <summary>
    /// Gets or sets what happens to a line longer than <see cref="MaxLineLength"/>. Defaults to <see cref="LongLinePolicy.Cut"/>.
    /// </summary>
    /// <remarks>A reloaded value applies to clients that connect afterwards.</remarks>
    public LongLinePolicy LongLines { get; set; } = LongLinePolicy.Cut;

    /// <summary>
    /// Gets or sets how many bytes a client may send without a line end before it is disconnected, from <see cref="MaxLineLength"/> to
    /// 1,048,576. Defaults to 16,384.
    /// </summary>
    /// <remarks>
    /// The bytes are kept until the line ends, so that what is too long can still be erased. A reloaded value applies to clients that
    /// connect afterwards.
    /// </remarks>
    public int MaxUnterminatedInput { get; set; } = 16_384; // four lines: more does not come from a chat client

    /// <summary>
    /// Gets or sets how many lines a second one client may send in the long run, from 0 to 1,000,000. Zero means no limit, and turns off
    /// every other rate of a client too: <see cref="BytesPerSecond"/> and that of all it sends. Defaults to 5.
    /// </summary>
    /// <remarks>
    /// Lines that come faster wait for their turn, and their author is told so once. Up to 64 KiB wait, counting each line for 64 bytes
    /// more than it has; what comes beyond that is dropped, and its author is told how many lines. Telnet's Interrupt Process and
    /// Ctrl-C drop what waits. Lines count before signing on too, as do nicknames that are refused, lines that are ignored and telnet's
    /// Are You There. Whatever else a client sends has a rate of its own: for each line that it may send, it may send as many bytes as
    /// <see cref="MaxUnterminatedInput"/>, 16,384 at least. A receive counts as 64 bytes more, and an answer to telnet's options as
    /// 256. The server stops reading from a client that sends more, until the rate allows it.
    /// <para>
    /// This and <see cref="BytesPerSecond"/> survive the connection: a client that connects again has what the connection before has left,
    /// if they come from one address (IPv6: from one /64 network). Loopback is exempt from that, as it is from all limits for an address.
    /// </para>
    /// <para>When a rate or a burst is reloaded, a client has used the same part of the new burst as of the old one.</para>
    /// </remarks>
    public int LinesPerSecond { get; set; } = 5;

    /// <summary>
    /// Gets or sets how many lines one client may send at once before <see cref="LinesPerSecond"/> counts, from 1 to 1,000,000. Defaults to
    /// 20.
    /// </summary>
    public int LineBurst { get; set; } = 20;

    /// <summary>
    /// Gets or sets how many bytes of lines a second one client may send in the long run, from 0 to 1,073,741,824. Zero means no limit.
    /// Defaults to 4,096.
    /// </summary>
    /// <remarks>What a line costs is its length times the number of those who hear it. Lines that are faster wait as with
    /// <see cref="LinesPerSecond"/>.</remarks>
    public int BytesPerSecond { get; set; } = 4096;

    /// <summary>
    /// Gets or sets how many bytes of lines one client may send at once before <see cref="BytesPerSecond"/> counts, from 1 to
    /// 1,073,741,824. Defaults to 32,768.
    /// </summary>
    public int ByteBurst { get; set; } = 32_768;

    /// <summary>
    /// Gets or sets how many connections a second may come from one address (IPv6: from one /64 network) in the long run, from 0 to
    /// 1,000,000. Zero means no limit. Defaults to 10.
    /// </summary>
    /// <remarks>Eight times as many may come at once. One more is refused as by <see cref="MaxConnectionsPerAddress"/>. Loopback is
    /// exempt.</remarks>
    public int ConnectionsPerSecondPerAddress { get; set; } = 10;

    /// <summary>
    /// Gets or sets how many nicknames a second newcomers from one address (IPv6: from one /64 network) may try in the long run,
    /// from 0 to 1,000,000. Zero means no limit. Defaults to 8.
    /// </summary>
    /// <remarks>Eight times as many may come at once; one more waits for its turn. Loopback is exempt.</remarks>
    public int SignOnsPerSecondPerAddress { get; set; } = 8;

    /// <summary>
    /// Gets or sets how many lines a second may come from one address (IPv6: from one /64 network) in the long run, from 0 to 1,000,000.
    /// Zero means no limit. Defaults to 40.
    /// </summary>
    /// <remarks>Eight times as many may come at once; one more waits for its turn. Loopback is exempt.</remarks>
    public int LinesPerSecondPerAddress { get; set; } = 40;

    /// <summary>
    /// Gets or sets how many bytes of lines a second may come from one address (IPv6: from one /64 network) in the long run, from 0 to
    /// 1,073,741,824. Zero means no limit. Defaults to 32,768.
    /// </summary>
    /// <remarks>Eight times as many may come at once; a line more waits for its turn. Loopback is exempt.</remarks>
    public int BytesPerSecondPerAddress { get; set; } = 32_768;

    /// <summary>
    /// Gets or sets how many bytes of replies and whispers may wait for one member, from 1,024 to 16,777,216. Defaults to 65,536.
    /// </summary>
    /// <remarks>
    /// Each counts for 64 bytes more than it has. A member that has reached the limit waits with its own commands, and whoever whispers
    /// to it is told that it isn't reading.
    /// </remarks>
    public int MaxOwedReplies { get; set; } = 64 * 1024;

    /// <summary>
    /// Gets or sets how long data for a member may remain unsent before the member is disconnected, up to one day. Zero means no limit.
    /// Defaults to 30 seconds.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how long the filters (<see cref="IChatFilter"/>) may take for one action, all together, up to one hour. Zero means
    /// no limit. Defaults to 5 seconds.
    /// </summary>
    /// <remarks>An action that is not decided by then is refused, and its author is told.</remarks>
    public TimeSpan FilterTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets how long the end of a connection may take to send the data that remains, up to one hour. Zero means that it is not
    /// sent. Defaults to 5 seconds.
    /// </summary>
    /// <remarks>The server takes at most this long to stop, and 2 seconds more for closing. The host's own <c>ShutdownTimeout</c>
    /// limits it too.</remarks>
    public TimeSpan FlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many bytes may really come without a line end: where a line that is too long disconnects, it does so as soon as it is.
    /// </summary>
    internal int MostUnterminatedInput => LongLines == LongLinePolicy.Disconnect ? MaxLineLength : MaxUnterminatedInput;
}
