namespace LineChat.Interleavings;

/// <summary>What is told anew for each order: what some threads do, and what must be so when all of them, and those they began, have come to their end.</summary>
internal sealed record Story(Action[] Threads, Action End);
