namespace LineChat.Sessions;

/// <summary>Knows clients that speak something else by what they say first, and what tells the person behind them that this is a chat.</summary>
internal static class WrongProtocol
{
    /// <summary>How many bytes tell all that <see cref="AnswerToBeginning"/> knows.</summary>
    public const int LongestBeginning = 5;

    /// <summary>RFC 8446, 6: a fatal alert, protocol_version.</summary>
    public static readonly ReadOnlyMemory<byte> TlsAlert = new byte[] { 0x15, 3, 1, 0, 2, 2, 70 };

    public static readonly ReadOnlyMemory<byte> HttpAnswer =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 48\r\nConnection: close\r\n\r\nThis is a chat. Reach it with telnet or netcat.\n"u8.ToArray();

    /// <summary>RFC 4253, 4.2, 6 and 11.1: the protocol version, and a packet (its length, 7 bytes of padding) that disconnects for reason 2, protocol error.</summary>
    public static readonly ReadOnlyMemory<byte> SshAnswer =
        ("SSH-2.0-LineChat\r\n"u8 + "\0\0\0\u0044\u0007\u0001\0\0\0\u0002\0\0\0\u002FThis is a chat. Reach it with telnet or netcat.\0\0\0\0"u8 + "\0\0\0\0\0\0\0"u8).ToArray();

    public static readonly ReadOnlyMemory<byte> RedisAnswer = "-ERR This is a chat. Reach it with telnet or netcat.\r\n"u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Utf16Answer = "This chat is in UTF-8, not in UTF-16.\r\n"u8.ToArray();

    /// <summary>What to answer a client whose first bytes are not those of a chat's; null if they are, or it is too early to say.</summary>
    public static ReadOnlyMemory<byte>? AnswerToBeginning(ReadOnlySpan<byte> received) => received switch
    {
        [0x16, 3, ..] => TlsAlert, // a record of the handshake, version 3.x (RFC 8446, 5.1)
        [(byte)'*', >= (byte)'0' and <= (byte)'9', (byte)'\r', (byte)'\n', (byte)'$', ..] => RedisAnswer, // an array of strings
        [0xFE, 0xFF, ..] or [0xFF, 0xFE, _, 0, ..] => Utf16Answer, // a byte order mark; the second with a letter, since it would be telnet's DONT
        _ => default(ReadOnlyMemory<byte>?),
    };

    /// <summary>What to answer a client that sends such a line before it has signed on; null if it may be a name.</summary>
    public static ReadOnlyMemory<byte>? AnswerToLine(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("SSH-"u8) && line[4..] is [var number, (byte)'.', ..] && IsDigit(number)) return SshAnswer; // RFC 4253, 4.2
        int version = line.LastIndexOf(" HTTP/"u8); // RFC 9112, 3; RFC 9113, 3.4
        return version >= 0 && line[..version].Contains((byte)' ')
            && line[(version + 6)..] is [var major, (byte)'.', var minor] && IsDigit(major) && IsDigit(minor)
            ? HttpAnswer
            : default(ReadOnlyMemory<byte>?);
    }

    private static bool IsDigit(byte character) => char.IsAsciiDigit((char)character);
}
