namespace LineChat;

/// <summary>The rooms of a chat: the section <c>LineChat:Rooms</c>.</summary>
public sealed class RoomOptions
{
    /// <summary>The name of the room where everybody arrives; default <c>lobby</c>.</summary>
    public string Lobby { get; set; } = "lobby";

    /// <summary>
    /// The most rooms at once, the lobby and the configured ones included, 1 to 10,000; default 100. 1 turns rooms off: then there is only
    /// the lobby, and no command mentions rooms. Each keeps up
    /// to <see cref="LineChatOptions.MaxLogSize"/> bytes of lines.
    /// </summary>
    public int MaxRooms { get; set; } = 100;

    /// <summary>The longest name of a room in characters (code points), 1 to 255; default 32.</summary>
    public int MaxNameLength { get; set; } = 32;

    /// <summary>Who may set the topic of a room; default everybody in it.</summary>
    public TopicSetters TopicSetters { get; set; }

    /// <summary>
    /// The rooms that always exist, by their names, beside the lobby; the lobby itself may be among them, for its topic and history. In
    /// configuration <c>LineChat:Rooms:Configured:NAME:Topic</c>.
    /// </summary>
    public IDictionary<string, RoomSettings> Configured { get; } = new Dictionary<string, RoomSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there can be more than the lobby.</summary>
    internal static bool HasRooms(LineChatOptions options) => options.Rooms.MaxRooms > 1 && options.Dialect.Rooms;
}
