namespace LineChat.Sessions;

/// <summary>Knows clients that speak something else, by the first thing they say, and what to answer them.</summary>
internal static class WrongProtocol
{
    /// <summary>RFC 8446, 6: a fatal alert, protocol_version.</summary>
    public static readonly ReadOnlyMemory<byte> TlsAlert = new byte[] { 0x15, 3, 1, 0, 2, 2, 70 };

    public static readonly ReadOnlyMemory<byte> HttpAnswer =
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 48\r\nConnection: close\r\n\r\nThis is a chat. Reach it with telnet or netcat.\n"u8.ToArray();

    /// <summary>Whether bytes begin as a TLS handshake does (RFC 8446, 5.1): its record type, and a version 3.x.</summary>
    public static bool IsTls(ReadOnlySpan<byte> received) => received is [0x16, 3, ..];

    /// <summary>Whether a line is the first of an HTTP/1 request (RFC 9112, 3).</summary>
    public static bool IsHttp(ReadOnlySpan<byte> line) => line.EndsWith(" HTTP/1.1"u8) || line.EndsWith(" HTTP/1.0"u8);
}
