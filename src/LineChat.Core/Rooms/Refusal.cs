namespace LineChat.Rooms;

/// <summary>Why something is not done: what its author reads, and for the host's code one sentence.</summary>
internal readonly record struct Refusal(ChatMessage Message, string Reason);
