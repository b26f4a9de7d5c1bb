namespace LineChat;

/// <summary>Specifies why a member is not in a room any more.</summary>
public enum DepartureReason
{
    /// <summary>They left the chat, or their conversation ended.</summary>
    LeftChat,

    /// <summary>They went to another room.</summary>
    WentToRoom,

    /// <summary>Their connection was lost.</summary>
    ConnectionLost,

    /// <summary>Their connection took nothing for <see cref="LimitOptions.StallTimeout"/>.</summary>
    Stalled,

    /// <summary>They were removed (<see cref="ChatMember.KickAsync"/>); <see cref="ChatEvent.Text"/> is why, if that was said.</summary>
    Kicked,
}
