namespace LineChat;

/// <summary>Specifies the result of opening a room.</summary>
public enum OpenRoomStatus
{
    /// <summary>The room is new.</summary>
    Opened,

    /// <summary>There was such a room, or one whose name looks like it.</summary>
    AlreadyOpen,

    /// <summary>The name is not allowed.</summary>
    NameNotAllowed,

    /// <summary>There are <see cref="RoomOptions.MaxRooms"/> rooms.</summary>
    TooMany,

    /// <summary>The chat is closed.</summary>
    Closed,
}
