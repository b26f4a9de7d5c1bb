namespace LineChat;

/// <summary>Something that happened in the room, for the host's own code.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Nickname">Who did it; null for what the server announced.</param>
/// <param name="Text">What was said or done, or the new nickname; null for an arrival and a departure.</param>
/// <param name="Missed">How many events were left out directly before this one, because the reader was slow.</param>
public sealed record ChatEvent(ChatEventKind Kind, string? Nickname, string? Text = null, long Missed = 0);
