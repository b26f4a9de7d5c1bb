namespace LineChat;

/// <summary>Specifies what became of a requested nickname.</summary>
public enum NicknameStatus
{
    /// <summary>It is theirs now.</summary>
    Accepted,

    /// <summary>It is empty or blank.</summary>
    Missing,

    /// <summary>Somebody in the chat has it, or one that looks like it.</summary>
    Taken,

    /// <summary>The <see cref="INicknamePolicy"/> refused it.</summary>
    NotAllowed,

    /// <summary>The room is closed, or the member has left the chat.</summary>
    Closed,

    /// <summary>The member is muted, or an <see cref="IChatFilter"/> refused it; the reason is in the result.</summary>
    Refused,
}
