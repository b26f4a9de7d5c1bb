using LineChat.Dialects;

namespace LineChat.DependencyInjection;

/// <summary>
/// The settings that are one text each, by their path below the section <c>LineChat</c>: what the text is set to. Case makes no
/// difference.
/// </summary>
internal static class ConfigurationSettings
{
    /// <summary>How the settings of a permanent room are set.</summary>
    public static readonly Dictionary<string, Action<RoomSettings, string?>> OfRoom = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(RoomSettings.Topic)] = (room, text) => room.Topic = text ?? "",
        [nameof(RoomSettings.HistoryLines)] = (room, text) => room.HistoryLines = SettingText.Number(text),
    };

    /// <summary>How every other setting is set.</summary>
    public static readonly Dictionary<string, Action<LineChatOptions, string?>> All = new(
    [
        .. Group(nameof(LineChatOptions.Limits), options => options.Limits, new()
        {
            [nameof(LimitOptions.MaxConnections)] = (limits, text) => limits.MaxConnections = SettingText.Number(text),
            [nameof(LimitOptions.MaxConnectionsPerAddress)] = (limits, text) => limits.MaxConnectionsPerAddress = SettingText.Number(text),
            [nameof(LimitOptions.SignOnTimeout)] = (limits, text) => limits.SignOnTimeout = SettingText.Time(text),
            [nameof(LimitOptions.MaxSignOnTries)] = (limits, text) => limits.MaxSignOnTries = SettingText.Number(text),
            [nameof(LimitOptions.MaxNicknameLength)] = (limits, text) => limits.MaxNicknameLength = SettingText.Number(text),
            [nameof(LimitOptions.MaxLineLength)] = (limits, text) => limits.MaxLineLength = SettingText.Number(text),
            [nameof(LimitOptions.LongLines)] = (limits, text) => limits.LongLines = SettingText.Choice<LongLinePolicy>(text),
            [nameof(LimitOptions.MaxUnterminatedInput)] = (limits, text) => limits.MaxUnterminatedInput = SettingText.Number(text),
            [nameof(LimitOptions.LinesPerSecond)] = (limits, text) => limits.LinesPerSecond = SettingText.Number(text),
            [nameof(LimitOptions.LineBurst)] = (limits, text) => limits.LineBurst = SettingText.Number(text),
            [nameof(LimitOptions.BytesPerSecond)] = (limits, text) => limits.BytesPerSecond = SettingText.Number(text),
            [nameof(LimitOptions.ByteBurst)] = (limits, text) => limits.ByteBurst = SettingText.Number(text),
            [nameof(LimitOptions.ConnectionsPerSecondPerAddress)] = (limits, text) => limits.ConnectionsPerSecondPerAddress = SettingText.Number(text),
            [nameof(LimitOptions.SignOnsPerSecondPerAddress)] = (limits, text) => limits.SignOnsPerSecondPerAddress = SettingText.Number(text),
            [nameof(LimitOptions.LinesPerSecondPerAddress)] = (limits, text) => limits.LinesPerSecondPerAddress = SettingText.Number(text),
            [nameof(LimitOptions.BytesPerSecondPerAddress)] = (limits, text) => limits.BytesPerSecondPerAddress = SettingText.Number(text),
            [nameof(LimitOptions.MaxOwedReplies)] = (limits, text) => limits.MaxOwedReplies = SettingText.Number(text),
            [nameof(LimitOptions.StallTimeout)] = (limits, text) => limits.StallTimeout = SettingText.Time(text),
            [nameof(LimitOptions.FilterTimeout)] = (limits, text) => limits.FilterTimeout = SettingText.Time(text),
            [nameof(LimitOptions.FlushTimeout)] = (limits, text) => limits.FlushTimeout = SettingText.Time(text),
        }),
        .. Group(nameof(LineChatOptions.Tcp), options => options.Tcp, new()
        {
            [nameof(TcpOptions.Backlog)] = (tcp, text) => tcp.Backlog = SettingText.Number(text),
            [nameof(TcpOptions.UseIoUring)] = (tcp, text) => tcp.UseIoUring = SettingText.Truth(text),
            [nameof(TcpOptions.UnsafeInlineSessions)] = (tcp, text) => tcp.UnsafeInlineSessions = SettingText.Truth(text),
        }),
        .. Group(nameof(LineChatOptions.Log), options => options.Log, new()
        {
            [nameof(LogOptions.MaxSize)] = (log, text) => log.MaxSize = SettingText.Number(text),
            [nameof(LogOptions.HistoryLines)] = (log, text) => log.HistoryLines = SettingText.Number(text),
        }),
        .. Group(nameof(LineChatOptions.Rooms), options => options.Rooms, new()
        {
            [nameof(RoomOptions.Lobby)] = (rooms, text) => rooms.Lobby = text ?? "",
            [nameof(RoomOptions.MaxRooms)] = (rooms, text) => rooms.MaxRooms = SettingText.Number(text),
            [nameof(RoomOptions.MaxNameLength)] = (rooms, text) => rooms.MaxNameLength = SettingText.Number(text),
            [nameof(RoomOptions.TopicPolicy)] = (rooms, text) => rooms.TopicPolicy = SettingText.Choice<TopicPolicy>(text),
        }),
    ],
    StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, Action<LineChatOptions, string?>>> Group<T>(
        string name,
        Func<LineChatOptions, T> find,
        Dictionary<string,
        Action<T, string?>> settings) =>
        settings.Select(setting => KeyValuePair.Create<string, Action<LineChatOptions, string?>>($"{name}:{setting.Key}", (options, text) => setting.Value(find(options), text)));
}
