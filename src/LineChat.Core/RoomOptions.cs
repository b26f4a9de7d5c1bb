namespace LineChat;

/// <summary>Represents the rooms of a chat: the section <c>LineChat:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>Gets or sets the name of the room where everybody arrives. Defaults to <c>lobby</c>.</summary>
    public string Lobby { get; set; } = "lobby";

    /// <summary>
    /// Gets or sets the maximum number of rooms at once, the lobby and the permanent ones included, from 1 to 10,000. Defaults to 100. One turns rooms
    /// off: there is only the lobby, and no command mentions rooms.
    /// </summary>
    /// <remarks>Each room keeps up to <see cref="LogOptions.MaxSize"/> bytes of lines.</remarks>
    public int MaxRooms { get; set; } = 100;

    /// <summary>Gets or sets the maximum length of a room's name in characters (code points), from 1 to 255. Defaults to 32.</summary>
    public int MaxNameLength { get; set; } = 32;

    /// <summary>Gets or sets who may set the topic of a room. Defaults to <see cref="TopicPolicy.Everybody"/>.</summary>
    public TopicPolicy TopicPolicy { get; set; }

    /// <summary>
    /// Gets the rooms that always exist, by their names, beside the lobby. The lobby itself may be among them, for its topic and history.
    /// </summary>
    /// <remarks>In configuration <c>LineChat:Rooms:Permanent:NAME:Topic</c>.</remarks>
    public IDictionary<string, RoomSettings> Permanent { get; } = new Dictionary<string, RoomSettings>(StringComparer.OrdinalIgnoreCase);
}
