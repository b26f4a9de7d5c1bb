namespace LineChat.Torture.Support;

/// <summary>What one attacker does, from connecting to its end, and what it makes sure of meanwhile.</summary>
/// <param name="ordeal">Whom it attacks.</param>
/// <param name="random">Its own, from a known seed.</param>
internal delegate Task Attack(Ordeal ordeal, Random random);
