namespace LineChat;

/// <summary>
/// Represents how a chat behaves. The configuration section <c>LineChat</c> is read first, then <c>AddLineChat(options => ...)</c>
/// applies, and the result is checked when the host starts.
/// </summary>
/// <remarks>
/// When the configuration changes while the chat runs, the same is done again. If the result is wrong, it is refused as a whole and
/// logged, and the options before stay in force. Otherwise limits, words, topics and history apply at once. What cannot change while
/// the chat runs says so in its remarks, and is logged by name. <c>IOptionsMonitor&lt;LineChatOptions&gt;</c> returns the last options
/// that were not refused.
/// </remarks>
public sealed class LineChatOptions
{
    /// <summary>
    /// Gets the TCP addresses to listen on, each <c>ADDRESS:PORT</c>: <c>127.0.0.1:4004</c>, <c>[::1]:4004</c>, <c>localhost:4004</c> (both
    /// loopback addresses), <c>[::]:4004</c> (every address, IPv4 and IPv6), <c>0.0.0.0:4004</c>. Port 0 takes a free one. Defaults to
    /// none: then it is <see cref="ChatDialect.Listen"/>, which is <c>localhost:4004</c> by default, so that only this machine can
    /// connect.
    /// </summary>
    /// <remarks>They cannot change while the chat runs: reloaded addresses are logged, and take effect at the next start.</remarks>
    public IList<string> Listen { get; } = [];

    /// <summary>Gets or sets the words and manners of the server. Defaults to those of LineChat.</summary>
    /// <remarks>
    /// Another is best chosen by <see cref="LineChatBuilder.UseDialect(string)"/> or <c>LineChat:Dialect</c> in configuration, since
    /// its limits apply then unless they are set. When the configuration is reloaded, new words and manners apply at once, but for
    /// <see cref="ChatDialect.Listen"/>,
    /// <see cref="ChatDialect.Rooms"/> and <see cref="ChatDialect.NicknameCaseMatters"/>. A dialect's file is not watched: it is read
    /// again when the configuration changes.
    /// </remarks>
    public ChatDialect Dialect { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = new();

    /// <summary>Gets the limits of connections, lines and time.</summary>
    public LimitOptions Limits { get; } = new();

    /// <summary>Gets the settings of TCP.</summary>
    public TcpOptions Tcp { get; } = new();

    /// <summary>Gets the settings of what each room keeps.</summary>
    public LogOptions Log { get; } = new();

    /// <summary>Gets the rooms of the chat.</summary>
    public RoomOptions Rooms { get; } = new();

    /// <summary>Takes a dialect, and its limits in the place of those of the one before.</summary>
    internal void Adopt(ChatDialect dialect)
    {
        var (before, defaults) = (Dialect, new LimitOptions());
        Dialect = dialect;
        Limits.MaxConnections = dialect.MaxConnections ?? (before.MaxConnections is null ? Limits.MaxConnections : defaults.MaxConnections);
        Limits.MaxLineLength = dialect.MaxLineLength ?? (before.MaxLineLength is null ? Limits.MaxLineLength : defaults.MaxLineLength);
        Limits.LongLines = dialect.LongLines ?? (before.LongLines is null ? Limits.LongLines : defaults.LongLines);
        Limits.MaxNicknameLength = dialect.MaxNicknameLength ?? (before.MaxNicknameLength is null ? Limits.MaxNicknameLength : defaults.MaxNicknameLength);
    }
}
