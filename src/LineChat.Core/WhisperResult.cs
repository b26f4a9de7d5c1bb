namespace LineChat;

/// <summary>Represents the result of a whisper.</summary>
public sealed class WhisperResult
{
    internal WhisperResult(WhisperStatus status, string nickname) => (Status, Nickname) = (status, nickname);

    /// <summary>Gets the result if the member was to answer, and nobody has whispered to it.</summary>
    public static WhisperResult NobodyToAnswer { get; } = new(WhisperStatus.NobodyToAnswer, "");

    /// <summary>Gets whether the whisper was sent, or why not.</summary>
    public WhisperStatus Status { get; }

    /// <summary>Gets whether the whisper was sent.</summary>
    public bool Succeeded => Status == WhisperStatus.Sent;

    /// <summary>Gets the nickname of the recipient: the one that everybody sees, the last one of a member who has left, or the one that
    /// nobody has; empty if there is none.</summary>
    public string Nickname { get; }

    /// <summary>Gets why the whisper was refused, in one sentence; null unless <see cref="Status"/> is
    /// <see cref="WhisperStatus.Refused"/>.</summary>
    public string? Reason { get; private init; }

    /// <summary>Creates the result of a whisper that was sent.</summary>
    /// <param name="nickname">The nickname of the recipient.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    public static WhisperResult Sent(string nickname) => Of(WhisperStatus.Sent, nickname);

    /// <summary>Creates the result if there was nothing to say.</summary>
    /// <param name="nickname">The nickname of the recipient, or empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    public static WhisperResult Empty(string nickname) => Of(WhisperStatus.Empty, nickname);

    /// <summary>Creates the result if nobody in the chat has the nickname.</summary>
    /// <param name="nickname">The nickname.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    public static WhisperResult NobodyThere(string nickname) => Of(WhisperStatus.NobodyThere, nickname);

    /// <summary>Creates the result if the recipient has left the chat.</summary>
    /// <param name="nickname">The last nickname of the recipient.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    public static WhisperResult HasLeft(string nickname) => Of(WhisperStatus.HasLeft, nickname);

    /// <summary>Creates the result if too much is waiting for the recipient.</summary>
    /// <param name="nickname">The nickname of the recipient.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    public static WhisperResult NotReading(string nickname) => Of(WhisperStatus.NotReading, nickname);

    /// <summary>Creates the result if the author has left the chat.</summary>
    /// <param name="nickname">The nickname of the recipient, or empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    public static WhisperResult Closed(string nickname) => Of(WhisperStatus.Closed, nickname);

    /// <summary>Creates the result if an <see cref="IChatFilter"/> refused the whisper, or the author is muted.</summary>
    /// <param name="nickname">The nickname of the recipient.</param>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentNullException"><paramref name="nickname"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static WhisperResult Refused(string nickname, string reason)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(WhisperStatus.Refused, nickname) { Reason = reason };
    }

    private static WhisperResult Of(WhisperStatus status, string nickname)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        return new(status, nickname);
    }
}
