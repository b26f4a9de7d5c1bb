using System.Net;

namespace LineChat.Sessions;

/// <summary>
/// An IPv4 address or a /64 of IPv6, and what its clients use in total. The buckets are thread-safe; everything else is guarded by
/// <see cref="ConnectionLimits"/>.
/// <list type="number">
/// <item>A new connection takes over an allowance that another one left, the most used one first: reconnecting refills nothing.</item>
/// <item>A new allowance is made only if none was left, so there are never more of them than there were simultaneous connections.</item>
/// </list>
/// </summary>
internal sealed class Network(IPAddress address)
{
    public Bucket Lines;
    public Bucket Bytes;
    public Bucket SignOns;
    public Bucket Connections;

    private PriorityQueue<Allowance, long>? _left; // the most used first
    private Rates? _rates; // by which it was used

    public IPAddress Address => address;

    /// <summary>Gets or sets the number of connections that are served.</summary>
    public int Open { get; set; }

    /// <summary>Gets or sets the number of refused connections that are being told why.</summary>
    public int Told { get; set; }

    /// <summary>Gets or sets its place among the networks without a connection; null while it has one.</summary>
    public LinkedListNode<Network>? Idle { get; set; }

    /// <summary>Is used by these rates from now on. Thread-safe: of several threads one converts what is used.</summary>
    public void Adopt(Rates rates)
    {
        if (ReferenceEquals(_rates, rates) || Interlocked.Exchange(ref _rates, rates) is not { } before) return;
        Lines.GoOver(before.AddressLines, rates.AddressLines);
        Bytes.GoOver(before.AddressBytes, rates.AddressBytes);
        SignOns.GoOver(before.AddressSignOns, rates.AddressSignOns);
        Connections.GoOver(before.AddressConnections, rates.AddressConnections);
    }

    /// <summary>Returns the allowance for a new connection.</summary>
    public Allowance Take(long now)
    {
        if (_left?.TryDequeue(out var left, out _) is true && left.FullAgain > now) return left;
        _left = null; // the others are full again too
        return new(this);
    }

    /// <summary>Keeps the allowance of a closed connection, unless it is full again.</summary>
    public void GiveBack(Allowance allowance, long now)
    {
        if (allowance.FullAgain > now) (_left ??= new()).Enqueue(allowance, -allowance.FullAgain);
    }

    /// <summary>Returns whether nothing has to be remembered.</summary>
    public bool IsQuiet(long now) =>
        Open + Told == 0
        && Math.Max(Math.Max(Lines.FullAgain, Bytes.FullAgain), Math.Max(SignOns.FullAgain, Connections.FullAgain)) <= now
        && (_left is null || !_left.TryPeek(out var left, out _) || left.FullAgain <= now);
}
