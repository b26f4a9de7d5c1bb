namespace LineChat;

/// <summary>Specifies the result of a line, an action or a topic that a member wants to say, do or set.</summary>
public enum SayStatus
{
    /// <summary>It has its place among the lines of the room.</summary>
    Said,

    /// <summary>There was nothing to say.</summary>
    Empty,

    /// <summary>The member is muted, or an <see cref="IChatFilter"/> refused it; <see cref="SayResult.Reason"/> says why.</summary>
    Refused,

    /// <summary>The member has left the chat, or the room is closed.</summary>
    Closed,
}
