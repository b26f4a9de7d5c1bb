namespace LineChat;

/// <summary>A room that always exists.</summary>
public sealed class RoomSettings
{
    /// <summary>What it is for, one line of at most 512 bytes of UTF-8, shown to everybody who comes in; default nothing.</summary>
    public string Topic { get; set; } = "";

    /// <summary>How many lines of the past are shown to whoever comes in, 0 to 10,000; default as
    /// <see cref="LineChatOptions.HistoryLines"/>.</summary>
    public int? HistoryLines { get; set; }
}
