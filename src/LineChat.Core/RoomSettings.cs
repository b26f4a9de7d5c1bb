namespace LineChat;

/// <summary>Represents a room that always exists.</summary>
public sealed class RoomSettings
{
    /// <summary>
    /// Gets or sets what the room is for, one line of at most 512 bytes of UTF-8, shown to everybody who enters unless rooms are off.
    /// Defaults to nothing.
    /// </summary>
    public string Topic { get; set => field = value ?? throw new ArgumentNullException(nameof(value)); } = "";

    /// <summary>
    /// Gets or sets how many lines of the past a member is shown when it enters, from 0 to 10,000. Null, the default, means
    /// <see cref="LogOptions.HistoryLines"/>.
    /// </summary>
    public int? HistoryLines { get; set; }
}
