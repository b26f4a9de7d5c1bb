using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>Represents the result of opening a room: the room, or why there is none.</summary>
public sealed class OpenRoomResult
{
    private OpenRoomResult(OpenRoomStatus status) => Status = status;

    /// <summary>Gets whether there is a room, or why not.</summary>
    public OpenRoomStatus Status { get; }

    /// <summary>Gets whether there is a room, be it new or not.</summary>
    [MemberNotNullWhen(true, nameof(Room))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool Succeeded => Room is not null;

    /// <summary>Gets the room; null unless <see cref="Status"/> is <see cref="OpenRoomStatus.Opened"/> or
    /// <see cref="OpenRoomStatus.AlreadyOpen"/>.</summary>
    public IChatRoom? Room { get; private init; }

    /// <summary>Gets why there is no room, in one sentence; null if there is one.</summary>
    public string? Reason { get; private init; }

    /// <summary>Creates the result if the room is new.</summary>
    /// <param name="room">The room.</param>
    /// <exception cref="ArgumentNullException"><paramref name="room"/> is null.</exception>
    public static OpenRoomResult Opened(IChatRoom room) => Of(OpenRoomStatus.Opened, room);

    /// <summary>Creates the result if the room was open before.</summary>
    /// <param name="room">The room.</param>
    /// <exception cref="ArgumentNullException"><paramref name="room"/> is null.</exception>
    public static OpenRoomResult AlreadyOpen(IChatRoom room) => Of(OpenRoomStatus.AlreadyOpen, room);

    /// <summary>Creates the result if the name is not allowed.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static OpenRoomResult NameNotAllowed(string reason) => Not(OpenRoomStatus.NameNotAllowed, reason);

    /// <summary>Creates the result if there are as many rooms as there may be.</summary>
    /// <param name="reason">How many that are, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static OpenRoomResult TooMany(string reason) => Not(OpenRoomStatus.TooMany, reason);

    /// <summary>Creates the result if the chat is closed.</summary>
    /// <param name="reason">That it is, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static OpenRoomResult Closed(string reason) => Not(OpenRoomStatus.Closed, reason);

    private static OpenRoomResult Of(OpenRoomStatus status, IChatRoom room)
    {
        ArgumentNullException.ThrowIfNull(room);
        return new(status) { Room = room };
    }

    private static OpenRoomResult Not(OpenRoomStatus status, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(status) { Reason = reason };
    }
}
