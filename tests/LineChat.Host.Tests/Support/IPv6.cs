using System.Net;
using System.Net.Sockets;

namespace LineChat.Host.Tests.Support;

/// <summary>Whether this machine has the loopback address of IPv6, which many containers have not.</summary>
internal static class IPv6
{
    public static string? Missing { get; } = Probe();

    private static string? Probe()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return null;
        }
        catch (SocketException exception)
        {
            return $"It needs IPv6: {exception.Message}";
        }
    }
}
