using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>Represents the result of a move to another room.</summary>
public sealed class MoveResult
{
    private MoveResult(MoveStatus status) => Status = status;

    /// <summary>Gets the result if the member has left the chat.</summary>
    public static MoveResult Closed { get; } = new(MoveStatus.Closed);

    /// <summary>Gets whether the member is in the room now, or why not.</summary>
    public MoveStatus Status { get; }

    /// <summary>Gets whether the member went to the room.</summary>
    [MemberNotNullWhen(true, nameof(Room))]
    public bool Succeeded => Status == MoveStatus.Moved;

    /// <summary>Gets the room; null unless <see cref="Status"/> is <see cref="MoveStatus.Moved"/> or
    /// <see cref="MoveStatus.AlreadyThere"/>.</summary>
    public IChatRoom? Room { get; private init; }

    /// <summary>Gets why there is no such room and none can be opened, or why the member may not go there, in one sentence; null unless
    /// <see cref="Status"/> is <see cref="MoveStatus.NoRoom"/> or <see cref="MoveStatus.Refused"/>.</summary>
    public string? Reason { get; private init; }

    /// <summary>Creates the result if the member went to the room.</summary>
    /// <param name="room">The room.</param>
    /// <exception cref="ArgumentNullException"><paramref name="room"/> is null.</exception>
    public static MoveResult Moved(IChatRoom room) => In(MoveStatus.Moved, room);

    /// <summary>Creates the result if the member was in the room before.</summary>
    /// <param name="room">The room.</param>
    /// <exception cref="ArgumentNullException"><paramref name="room"/> is null.</exception>
    public static MoveResult AlreadyThere(IChatRoom room) => In(MoveStatus.AlreadyThere, room);

    /// <summary>Creates the result if there is no such room and none can be opened.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static MoveResult NoRoom(string reason) => Not(MoveStatus.NoRoom, reason);

    /// <summary>Creates the result if an <see cref="IChatFilter"/> refused the move.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static MoveResult Refused(string reason) => Not(MoveStatus.Refused, reason);

    private static MoveResult In(MoveStatus status, IChatRoom room)
    {
        ArgumentNullException.ThrowIfNull(room);
        return new(status) { Room = room };
    }

    private static MoveResult Not(MoveStatus status, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(status) { Reason = reason };
    }
}
