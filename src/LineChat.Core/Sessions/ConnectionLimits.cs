using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Sessions;

/// <summary>Counts the connections that are open, in all and for each address.</summary>
/// <param name="most">The most in all; 0 is no limit.</param>
/// <param name="mostFromAddress">The most from one address; 0 is no limit. Loopback is exempt.</param>
internal sealed class ConnectionLimits(int most, int mostFromAddress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private TaskCompletionSource? _change; // made by whoever waits for a place
    private int _open;

    /// <summary>Waits until there may be another connection.</summary>
    public async Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (most == 0 || _open < most) return;
                change = (_change ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts one more in, or says why it must not come in.</summary>
    public ChatMessageKind? TryEnter(EndPoint? remote)
    {
        var network = NetworkOf(remote);
        lock (_lock)
        {
            if (most > 0 && _open >= most) return ChatMessageKind.TooManyConnections;
            if (network is not null)
            {
                ref int open = ref CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, network, out _);
                if (open >= mostFromAddress) return ChatMessageKind.TooManyFromAddress;
                open++;
            }

            _open++;
            return null;
        }
    }

    public void Exit(EndPoint? remote)
    {
        var network = NetworkOf(remote);
        lock (_lock)
        {
            _open--;
            _change?.TrySetResult();
            _change = null;
            if (network is not null && --CollectionsMarshal.GetValueRefOrNullRef(_byAddress, network) == 0) _byAddress.Remove(network);
        }
    }

    // A site gets a /64 of IPv6 at least, and may use any address in it (RFC 6177).
    private IPAddress? NetworkOf(EndPoint? remote)
    {
        if (mostFromAddress == 0 || remote is not IPEndPoint { Address: var address } || IPAddress.IsLoopback(address)) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return IPAddress.IsLoopback(address) ? null : address;

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
