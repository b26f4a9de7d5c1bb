namespace LineChat;

/// <summary>What became of a whisper.</summary>
public enum WhisperResult
{
    /// <summary>It waits for its reader in its place among the lines of the room.</summary>
    Sent,

    /// <summary>There was nothing to say.</summary>
    Empty,

    /// <summary>Nobody in the room has that nickname, or the person has left.</summary>
    NobodyThere,

    /// <summary>
    /// Nothing was delivered: too much already waits for the one it was meant for (<see cref="LineChatOptions.MaxOwedReplies"/>), or it
    /// is a member without a connection that watches nothing.
    /// </summary>
    NotReading,
}
