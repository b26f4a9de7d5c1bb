namespace LineChat.Rooms;

/// <summary>What is made of something that somebody wants to do. The default value lets it pass as it is.</summary>
/// <param name="Text">The text to use, as safe UTF-8 on one line; null if the author's stays.</param>
/// <param name="Refusal">Why it is not done; null if it is.</param>
internal readonly record struct Verdict(string? Text, Refusal? Refusal);
