namespace LineChat;

/// <summary>Specifies the result of a whisper.</summary>
public enum WhisperStatus
{
    /// <summary>It has its place among the lines of the room.</summary>
    Sent,

    /// <summary>There was nothing to say.</summary>
    Empty,

    /// <summary>Nobody in the chat has that nickname.</summary>
    NobodyThere,

    /// <summary>The person has left, even if somebody else has the nickname now.</summary>
    HasLeft,

    /// <summary>Nobody has whispered to the member yet, so there is nobody to answer.</summary>
    NobodyToAnswer,

    /// <summary>
    /// Nothing was delivered: too much already waits for the one it was meant for (<see cref="LimitOptions.MaxOwedReplies"/>), or it
    /// is a member without a connection that watches nothing.
    /// </summary>
    NotReading,

    /// <summary>The author has left the chat.</summary>
    Closed,

    /// <summary>The author is muted, or an <see cref="IChatFilter"/> refused it; <see cref="WhisperResult.Reason"/> says why.</summary>
    Refused,
}
