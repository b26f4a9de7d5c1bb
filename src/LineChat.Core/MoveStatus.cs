namespace LineChat;

/// <summary>Specifies the result of a move to another room.</summary>
public enum MoveStatus
{
    /// <summary>The member is there now.</summary>
    Moved,

    /// <summary>It was there already.</summary>
    AlreadyThere,

    /// <summary>There is no such room, or none any more; <see cref="MoveResult.Reason"/> says why.</summary>
    NoRoom,

    /// <summary>The member has left the chat.</summary>
    Closed,

    /// <summary>An <see cref="IChatFilter"/> refused it; <see cref="MoveResult.Reason"/> says why.</summary>
    Refused,
}
