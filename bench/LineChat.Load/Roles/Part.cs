namespace LineChat.Load.Roles;

/// <summary>What some of the visitors do, and what came of it. Each that goes is followed by another who does the same.</summary>
/// <param name="name">What it is called in the report.</param>
/// <param name="play">Does it, one wait after the other. Once the server ends the connection it is not asked any more.</param>
/// <param name="count">How many do it at once.</param>
/// <param name="isNarrow">Whether little fits between these and the server.</param>
internal sealed class Part(string name, Func<Visitor, IEnumerable<Wait>> play, int count, bool isNarrow = false)
{
    private long _visits;
    private long _joins;
    private long _leaves;
    private long _dropped;
    private long _outstayed;

    public string Name => name;

    public Func<Visitor, IEnumerable<Wait>> Play => play;

    public int Count => count;

    public bool IsNarrow => isNarrow;

    /// <summary>How many connections were begun.</summary>
    public long Visits => Volatile.Read(ref _visits);

    /// <summary>How many were answered after their name.</summary>
    public long Joins => Volatile.Read(ref _joins);

    /// <summary>How many of those have gone.</summary>
    public long Leaves => Volatile.Read(ref _leaves);

    /// <summary>How many the server has disconnected that had not asked for it.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>How many were served for longer than the server may serve them.</summary>
    public long Outstayed => Volatile.Read(ref _outstayed);

    public void Came() => Volatile.Write(ref _visits, _visits + 1);

    public void Joined() => Volatile.Write(ref _joins, _joins + 1);

    public void Left() => Volatile.Write(ref _leaves, _leaves + 1);

    public void WasDropped() => Volatile.Write(ref _dropped, _dropped + 1);

    public void HasOutstayed() => Volatile.Write(ref _outstayed, _outstayed + 1);
}
