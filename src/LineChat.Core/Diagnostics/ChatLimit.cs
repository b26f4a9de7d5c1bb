namespace LineChat.Diagnostics;

/// <summary>
/// What a client can come up against. How often that happens is counted by these names (<see cref="ChatMetrics.Reached"/>).
/// </summary>
internal enum ChatLimit
{
    /// <summary>A connection was refused, since there are too many.</summary>
    Connections,

    /// <summary>A connection was refused, since there are too many from its address.</summary>
    ConnectionsPerAddress,

    /// <summary>A connection was refused, since its address opens too many a second.</summary>
    ConnectionsPerSecondPerAddress,

    /// <summary>A room was not opened, since there are too many.</summary>
    Rooms,

    /// <summary>A nickname had to wait, since its address tries too many a second.</summary>
    SignOnsPerSecondPerAddress,

    /// <summary>A connection was closed, since no nickname came in time.</summary>
    SignOnTime,

    /// <summary>A connection was closed, since no nickname was good in as many tries as are allowed.</summary>
    SignOnTries,

    /// <summary>A line, or something else that is answered in words, had to wait.</summary>
    LinesPerSecond,

    /// <summary>A line had to wait, since its author sends too many bytes of lines.</summary>
    BytesPerSecond,

    /// <summary>The server paused reading from a client that sends too many bytes of any kind.</summary>
    InputPerSecond,

    /// <summary>A line had to wait, since its address sends too many.</summary>
    LinesPerSecondPerAddress,

    /// <summary>A line had to wait, since its address sends too many bytes of lines.</summary>
    BytesPerSecondPerAddress,

    /// <summary>A line was dropped, since too many lines of its author are waiting.</summary>
    WaitingLines,

    /// <summary>A line was cut or refused.</summary>
    LineLength,

    /// <summary>A connection was closed, since too much came without a line end.</summary>
    UnterminatedInput,

    /// <summary>A connection was closed, since a telnet subnegotiation was too long.</summary>
    Subnegotiation,

    /// <summary>A member's own replies had to wait, or a whisper to it was refused, since it doesn't read what it is owed.</summary>
    OwedReplies,

    /// <summary>A member's action was refused, since a filter took too long.</summary>
    FilterTime,

    /// <summary>A reader fell behind what the log keeps.</summary>
    LogSize,

    /// <summary>A member was disconnected, since it took nothing.</summary>
    Stall,

    /// <summary>A connection was cut off at its end, since it didn't take what it was owed.</summary>
    Flush,
}
