using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>What became of the wish for a room.</summary>
public sealed class OpenRoomResult
{
    internal OpenRoomResult(IChatRoom room, bool isNew) => (Room, IsNew) = (room, isNew);

    internal OpenRoomResult(string reason) => Reason = reason;

    /// <summary>The room; null if there is none.</summary>
    public IChatRoom? Room { get; }

    /// <summary>Whether it was opened now.</summary>
    public bool IsNew { get; }

    /// <summary>Whether there is a room.</summary>
    [MemberNotNullWhen(true, nameof(Room))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool Succeeded => Room is not null;

    /// <summary>Why there is none, in one sentence: the name is not allowed, there are too many rooms, or the chat is closed.</summary>
    public string? Reason { get; }
}
