using System.Net;
using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// Decides which connections are accepted: counts those that are open, in total and for each network, and limits how many a second come
/// from one network. A bounded number of refused connections is told why; the others are closed at once, so that no descriptors pile up.
/// </summary>
internal sealed class ConnectionLimits
{
    private const int MaxTold = 64;
    private const int MaxToldInNetwork = 8;

    private readonly CurrentOptions _options;
    private readonly FromOptions<Rates> _rates;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Networks _networks = new();
    private TaskCompletionSource? _change; // made by whoever waits for a place
    private int _open;
    private int _told;

    public ConnectionLimits(CurrentOptions options, FromOptions<Rates> rates, TimeProvider time)
    {
        _options = options;
        _rates = rates;
        _time = time;
        options.Replaced += ReportChange;
    }

    /// <summary>Gets the number of networks that are remembered.</summary>
    public int Networks
    {
        get
        {
            lock (_lock) return _networks.Count;
        }
    }

    private long Now => _time.GetTimestamp();

    private LimitOptions Limits => _options.Value.Limits;

    private bool IsFull => Limits.MaxConnections is > 0 and var most && _open >= most;

    /// <summary>Waits until there may be another connection, or connections do not wait any more.</summary>
    public async Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (!IsFull || !_options.Value.Dialect.FullWaits) return;
                change = (_change ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Accepts or refuses a connection. The result must be given to <see cref="Exit(Allowance)"/> or <see cref="Exit(Refusal)"/> once the
    /// connection is closed.
    /// </summary>
    public (Allowance? Allowance, Refusal? Refusal) Enter(EndPoint? remote)
    {
        lock (_lock)
        {
            var network = _networks.At(remote);
            if (LimitReached(network) is { } limit) return (null, Refuse(network, limit));
            Count(network, open: 1);
            return (network?.Take(Now) ?? new(null), null);
        }
    }

    /// <summary>An accepted connection is closed.</summary>
    public void Exit(Allowance allowance)
    {
        lock (_lock)
        {
            Count(allowance.Network, open: -1);
            allowance.Network?.GiveBack(allowance, Now);
            Settle(allowance.Network);
            ReportChange();
        }
    }

    /// <summary>A refused connection is closed.</summary>
    public void Exit(Refusal refusal)
    {
        if (!refusal.IsTold) return;
        lock (_lock)
        {
            Count(refusal.Network, told: -1);
            Settle(refusal.Network);
        }
    }

    // There may be a place for whoever waits.
    private void ReportChange()
    {
        lock (_lock)
        {
            _change?.TrySetResult();
            _change = null;
        }
    }

    private ChatLimit? LimitReached(Network? network)
    {
        if (IsFull) return ChatLimit.Connections;
        if (network is null) return null;
        if (Limits.MaxConnectionsPerAddress is > 0 and var most && network.Open >= most) return ChatLimit.ConnectionsPerAddress;
        var rates = _rates.Value;
        network.Adopt(rates);
        return network.Connections.TryTakeOne(rates.AddressConnections) ? null : ChatLimit.ConnectionsPerSecondPerAddress;
    }

    private Refusal Refuse(Network? network, ChatLimit limit)
    {
        bool isTold = _told < MaxTold && (network is null || network.Told < MaxToldInNetwork);
        if (isTold) Count(network, told: 1);
        else Settle(network);
        return new(network, limit, isTold);
    }

    private void Count(Network? network, int open = 0, int told = 0)
    {
        _open += open;
        _told += told;
        if (network is null) return;
        network.Open += open;
        network.Told += told;
    }

    private void Settle(Network? network)
    {
        if (network is not null) _networks.Settle(network, Now);
    }
}

/// <summary>Why a connection is refused.</summary>
/// <param name="Network">The client's network, if it has one that counts.</param>
/// <param name="Limit">The limit that it reached.</param>
/// <param name="IsTold">Whether it is told why; if not it must be closed at once.</param>
internal sealed record Refusal(Network? Network, ChatLimit Limit, bool IsTold);
