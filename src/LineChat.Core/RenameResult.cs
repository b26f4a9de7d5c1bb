namespace LineChat;

/// <summary>What became of a wish for another nickname.</summary>
/// <param name="Status">Whether it succeeded, or why not.</param>
/// <param name="Reason">Why the nickname is not allowed, in one sentence; null unless <paramref name="Status"/> is <see cref="NicknameStatus.NotAllowed"/>.</param>
public sealed record RenameResult(NicknameStatus Status, string? Reason = null);
