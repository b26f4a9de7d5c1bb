namespace LineChat;

/// <summary>What became of a whisper.</summary>
public sealed class WhisperResult
{
    internal WhisperResult(WhisperStatus status, string nickname, string? reason = null) => (Status, Nickname, Reason) = (status, nickname, reason);

    /// <summary>Whether it was sent, or why not.</summary>
    public WhisperStatus Status { get; }

    /// <summary>Whom it was for: the nickname that everybody sees, the last one of somebody who has left, or the one that nobody has; empty
    /// if it was for nobody.</summary>
    public string Nickname { get; }

    /// <summary>Gets why it was refused, in one sentence; null unless <see cref="Status"/> is <see cref="WhisperStatus.Refused"/>.</summary>
    public string? Reason { get; }
}
