namespace LineChat.Load;

/// <summary>What those who played one part of a soak have met with.</summary>
/// <param name="Name">What they did.</param>
/// <param name="Visits">How many connections they began.</param>
/// <param name="Joins">How many were answered after their name.</param>
/// <param name="Dropped">How many the server disconnected.</param>
/// <param name="Outstayed">How many were served for longer than they may be: clients without a network.</param>
internal sealed record PartReport(string Name, long Visits, long Joins, long Dropped, long Outstayed);
