namespace LineChat;

/// <summary>Represents the rooms of a chat: the section <c>LineChat:Rooms</c>.</summary>
/// <remarks>When the configuration is reloaded, new values apply at once, unless the property says otherwise.</remarks>
public sealed class RoomOptions
{
    /// <summary>Gets or sets the name of the room where everybody arrives. Defaults to <c>lobby</c>.</summary>
    /// <remarks>It cannot change while the chat runs: a reloaded name is logged, and takes effect at the next start.</remarks>
    public string Lobby { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "lobby";

    /// <summary>
    /// Gets or sets the maximum number of rooms at once, the lobby and the permanent ones included, from 1 to 10,000. Defaults to 100.
    /// One turns rooms off: there is only the lobby, and no command mentions rooms.
    /// </summary>
    /// <remarks>
    /// Each room keeps up to <see cref="LogOptions.MaxSize"/> bytes of lines. When the number is reloaded, rooms that exist stay. Rooms
    /// cannot be turned on or off while the chat runs: that is logged, and takes effect at the next start.
    /// </remarks>
    public int MaxRooms { get; set; } = 100;

    /// <summary>Gets or sets the maximum length of a room's name in characters (code points), from 1 to 255. Defaults to 32.</summary>
    public int MaxNameLength { get; set; } = 32;

    /// <summary>Gets or sets who may set the topic of a room. Defaults to <see cref="TopicPolicy.Everybody"/>.</summary>
    public TopicPolicy TopicPolicy { get; set; }

    /// <summary>
    /// Gets the rooms that always exist, by their names, beside the lobby. The lobby itself may be among them, for its topic and history.
    /// </summary>
    /// <remarks>
    /// In configuration <c>LineChat:Rooms:Permanent:NAME:Topic</c>. When they are reloaded, a room that was added is opened, and one
    /// that was removed is gone once nobody is in it. A topic that has changed in configuration is announced to the room; one that has
    /// not stays as members have set it.
    /// </remarks>
    public IDictionary<string, RoomSettings> Permanent { get; } = new Dictionary<string, RoomSettings>(StringComparer.OrdinalIgnoreCase);
}
