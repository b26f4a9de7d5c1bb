using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Sessions;

/// <summary>
/// The networks that have connections, and those that had some recently: until all they used is available again, and at most 16,384. Then
/// the network that has been without a connection for longest is forgotten. Guarded by <see cref="ConnectionLimits"/>.
/// </summary>
internal sealed class Networks
{
    private const int MaxIdle = 16_384;

    private readonly Dictionary<IPAddress, Network> _byAddress = [];
    private readonly LinkedList<Network> _idle = []; // the longest idle first

    public int Count => _byAddress.Count;

    /// <summary>Returns a client's network, or null for loopback and for what is no IP address.</summary>
    public Network? At(EndPoint? remote)
    {
        if (AddressOf(remote) is not { } address) return null;
        ref var network = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _);
        network ??= new(address);
        if (network.Idle is { } idle) _idle.Remove(idle);
        network.Idle = null;
        return network;
    }

    /// <summary>Forgets what need not be remembered, after a connection of the network was closed or refused.</summary>
    public void Settle(Network network, long now)
    {
        if (network.Open + network.Told > 0) return;
        network.Idle = _idle.AddLast(network);
        if (network.IsQuiet(now)) Forget(network);
        while (_idle.First is { Value: var oldest } && (_idle.Count > MaxIdle || oldest.IsQuiet(now))) Forget(oldest);
    }

    private void Forget(Network network)
    {
        _idle.Remove(network.Idle!);
        _byAddress.Remove(network.Address);
    }

    // A site gets a /64 of IPv6 at least, and may use any address in it (RFC 6177).
    private static IPAddress? AddressOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var address }) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address)) return null;
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
