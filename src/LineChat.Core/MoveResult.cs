using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>What became of the wish to go to another room.</summary>
public sealed class MoveResult
{
    internal MoveResult(MoveStatus status, IChatRoom? room = null, string? reason = null) => (Status, Room, Reason) = (status, room, reason);

    /// <summary>Whether the member went there, or why not.</summary>
    public MoveStatus Status { get; }

    /// <summary>Whether the member went there.</summary>
    [MemberNotNullWhen(true, nameof(Room))]
    public bool Succeeded => Status == MoveStatus.Moved;

    /// <summary>The room; null if there is none.</summary>
    public IChatRoom? Room { get; }

    /// <summary>Why there is no such room and none can be opened, or why the member may not go there, in one sentence; null unless
    /// <see cref="Status"/> is <see cref="MoveStatus.NoRoom"/> or <see cref="MoveStatus.Refused"/>.</summary>
    public string? Reason { get; }
}
