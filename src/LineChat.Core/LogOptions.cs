namespace LineChat;

/// <summary>Represents what each room keeps of what was said in it: the section <c>LineChat:Log</c>.</summary>
/// <remarks>When the configuration is reloaded, new values apply at once to every room.</remarks>
public sealed class LogOptions
{
    /// <summary>
    /// Gets or sets how many bytes of lines each room keeps for members who read slowly, from 65,536 to 1,073,741,824. Defaults to
    /// 1,048,576 (1 MiB, about 15,000 lines).
    /// </summary>
    /// <remarks>They are kept in blocks of 64 KiB or 2,048 lines. A member that falls further behind skips lines, and is told how
    /// many.</remarks>
    public int MaxSize { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets how many lines of the past a member is shown when it enters a room, from 0 to 10,000. Defaults to 0.</summary>
    /// <remarks>There are no more than the log still has. A room may have a number of its own:
    /// <see cref="RoomSettings.HistoryLines"/>.</remarks>
    public int HistoryLines { get; set; }
}
