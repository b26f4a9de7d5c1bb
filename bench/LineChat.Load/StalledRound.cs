namespace LineChat.Load;

/// <summary>One measurement in each setting.</summary>
/// <param name="Reading">Everybody reads.</param>
/// <param name="Stalling">Some never read.</param>
internal sealed record StalledRound(ChurnReport Reading, ChurnReport Stalling);
