using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LineChat.Transports;

/// <summary>Where to listen, as it is written in the options: <c>ADDRESS:PORT</c>.</summary>
/// <param name="EndPoints">What to bind: one, or both loopback addresses for <c>localhost</c>.</param>
internal sealed record TcpAddress(IReadOnlyList<IPEndPoint> EndPoints)
{
    /// <exception cref="FormatException">It is no address with a port; the message says what to write.</exception>
    public static TcpAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            string host = text[..colon];
            if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return Loopback(port);
            bool bracketed = host.StartsWith('[') && host.EndsWith(']');
            if (IPAddress.TryParse(host, out var address) && IsWritten(address, host, bracketed))
            {
                return new([new IPEndPoint(address, port)]);
            }
        }

        throw new FormatException($"\"{text}\" is no address to listen on; write ADDRESS:PORT, such as 127.0.0.1:4004, [::1]:4004, localhost:4004 or [::]:4004");
    }

    // IPAddress also reads 1 as 0.0.0.1, and 010 as 8.
    private static bool IsWritten(IPAddress address, string host, bool bracketed) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? bracketed : host == $"{address}";

    private static TcpAddress Loopback(int port) => new(
        [.. new[] { new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.IPv6Loopback, port) }
            .Where(endPoint => endPoint.AddressFamily == AddressFamily.InterNetwork ? Socket.OSSupportsIPv4 : Socket.OSSupportsIPv6)]);
}
