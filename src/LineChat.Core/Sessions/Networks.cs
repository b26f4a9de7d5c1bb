using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Sessions;

/// <summary>
/// The networks that have connections, and those that had some lately: until all that they used is full again, and 16,384 at most, then the
/// one that has been without a connection longest is forgotten. Guarded by <see cref="ConnectionLimits"/>.
/// </summary>
internal sealed class Networks
{
    private const int MaxIdle = 16_384;

    private readonly Dictionary<IPAddress, Network> _byAddress = [];
    private readonly LinkedList<Network> _idle = []; // the one that has been idle longest first

    public int Count => _byAddress.Count;

    /// <summary>Finds a client's network; null where the address doesn't count, as that of this machine.</summary>
    public Network? At(EndPoint? remote)
    {
        if (AddressOf(remote) is not { } address) return null;
        ref var network = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, address, out _);
        network ??= new(address);
        if (network.Idle is { } idle) _idle.Remove(idle);
        network.Idle = null;
        return network;
    }

    /// <summary>Looks what is to be remembered of a network, after one of its connections has gone or was refused.</summary>
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
        if (remote is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address)) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return IPAddress.IsLoopback(address) ? null : address;

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
