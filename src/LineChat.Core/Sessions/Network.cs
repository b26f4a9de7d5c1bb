using System.Net;

namespace LineChat.Sessions;

/// <summary>
/// An address of IPv4 or a /64 of IPv6, and what its clients do together. The buckets are for any thread; the rest is guarded by
/// <see cref="ConnectionLimits"/>.
/// <list type="number">
/// <item>An allowance that a connection leaves behind is taken over by the next one, the most used first, so that reconnecting refills
/// nothing.</item>
/// <item>There are no more allowances than there were connections at once: only a connection that finds none gets a new one.</item>
/// </list>
/// </summary>
internal sealed class Network(IPAddress address)
{
    public Bucket Lines;
    public Bucket Bytes;
    public Bucket SignOns;
    public Bucket Connections;

    private PriorityQueue<Allowance, long>? _left; // the most used first

    public IPAddress Address => address;

    /// <summary>The connections that are served.</summary>
    public int Open { get; set; }

    /// <summary>The connections that are told why they are refused.</summary>
    public int Told { get; set; }

    /// <summary>Its place among the networks without a connection, oldest first.</summary>
    public LinkedListNode<Network>? Idle { get; set; }

    /// <summary>Takes the allowance of a new connection.</summary>
    public Allowance Take(long now)
    {
        if (_left?.TryDequeue(out var left, out _) is true && left.FullAgain > now) return left;
        _left = null; // the others are full again too
        return new(this);
    }

    /// <summary>Keeps what a connection leaves behind.</summary>
    public void GiveBack(Allowance allowance, long now)
    {
        if (allowance.FullAgain > now) (_left ??= new()).Enqueue(allowance, -allowance.FullAgain);
    }

    /// <summary>Whether there is nothing to remember.</summary>
    public bool IsQuiet(long now) =>
        Open + Told == 0
        && Math.Max(Math.Max(Lines.FullAgain, Bytes.FullAgain), Math.Max(SignOns.FullAgain, Connections.FullAgain)) <= now
        && (_left is null || !_left.TryPeek(out var left, out _) || left.FullAgain <= now);
}
