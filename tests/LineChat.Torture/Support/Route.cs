using System.Net;
using System.Net.Sockets;

namespace LineChat.Torture.Support;

/// <summary>How a client reaches the server: where that is, and from which address.</summary>
/// <param name="Server">Where the server listens.</param>
/// <param name="NewSocket">Makes the client's socket.</param>
internal sealed record Route(IPEndPoint Server, Func<Socket> NewSocket)
{
    /// <summary>Returns the route from this machine to itself, whose addresses no limit of an address applies to.</summary>
    public static Route Loopback(int port) =>
        new(new(IPAddress.Loopback, port), static () => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
}
