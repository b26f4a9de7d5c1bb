using LineChat.Dialects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>
/// Reads the options from the configuration section <c>LineChat</c>. By hand and not by the configuration binder: so it needs no reflection, and
/// what is misspelt is refused with a message that says what to write.
/// </summary>
internal sealed class ConfigurationOptions(IConfiguration? configuration) : IConfigureOptions<LineChatOptions>
{
    public const string SectionName = "LineChat";

    private static readonly Dictionary<string, Action<LineChatOptions, IConfigurationSection>> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LineChatOptions.Listen)] = ReadListen,
        [nameof(LineChatOptions.Dialect)] = ReadDialect,
        [nameof(LineChatOptions.LongLines)] = (options, section) => options.LongLines = SettingText.Choice<LongLinePolicy>(section.Value),
        [nameof(LineChatOptions.Backlog)] = (options, section) => options.Backlog = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxConnections)] = (options, section) => options.MaxConnections = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxConnectionsPerAddress)] = (options, section) => options.MaxConnectionsPerAddress = SettingText.Number(section.Value),
        [nameof(LineChatOptions.SignOnTimeout)] = (options, section) => options.SignOnTimeout = SettingText.Time(section.Value),
        [nameof(LineChatOptions.MaxSignOnTries)] = (options, section) => options.MaxSignOnTries = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxNicknameLength)] = (options, section) => options.MaxNicknameLength = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxLineLength)] = (options, section) => options.MaxLineLength = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxUnterminatedInput)] = (options, section) => options.MaxUnterminatedInput = SettingText.Number(section.Value),
        [nameof(LineChatOptions.LinesPerSecond)] = (options, section) => options.LinesPerSecond = SettingText.Number(section.Value),
        [nameof(LineChatOptions.LineBurst)] = (options, section) => options.LineBurst = SettingText.Number(section.Value),
        [nameof(LineChatOptions.BytesPerSecond)] = (options, section) => options.BytesPerSecond = SettingText.Number(section.Value),
        [nameof(LineChatOptions.ByteBurst)] = (options, section) => options.ByteBurst = SettingText.Number(section.Value),
        [nameof(LineChatOptions.ConnectionsPerSecondPerAddress)] = (options, section) => options.ConnectionsPerSecondPerAddress = SettingText.Number(section.Value),
        [nameof(LineChatOptions.SignOnsPerSecondPerAddress)] = (options, section) => options.SignOnsPerSecondPerAddress = SettingText.Number(section.Value),
        [nameof(LineChatOptions.LinesPerSecondPerAddress)] = (options, section) => options.LinesPerSecondPerAddress = SettingText.Number(section.Value),
        [nameof(LineChatOptions.BytesPerSecondPerAddress)] = (options, section) => options.BytesPerSecondPerAddress = SettingText.Number(section.Value),
        [nameof(LineChatOptions.HistoryLines)] = (options, section) => options.HistoryLines = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxLogSize)] = (options, section) => options.MaxLogSize = SettingText.Number(section.Value),
        [nameof(LineChatOptions.MaxOwedReplies)] = (options, section) => options.MaxOwedReplies = SettingText.Number(section.Value),
        [nameof(LineChatOptions.StallTimeout)] = (options, section) => options.StallTimeout = SettingText.Time(section.Value),
        [nameof(LineChatOptions.FlushTimeout)] = (options, section) => options.FlushTimeout = SettingText.Time(section.Value),
        [nameof(LineChatOptions.FilterTimeout)] = (options, section) => options.FilterTimeout = SettingText.Time(section.Value),
        [nameof(LineChatOptions.InlineSessions)] = (options, section) => options.InlineSessions = SettingText.Truth(section.Value),
        [nameof(LineChatOptions.UseIoUring)] = (options, section) => options.UseIoUring = SettingText.Truth(section.Value),
    };

    private static readonly Dictionary<string, Action<RoomOptions, IConfigurationSection>> RoomsSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(RoomOptions.Lobby)] = (options, section) => options.Lobby = section.Value ?? "",
        [nameof(RoomOptions.MaxRooms)] = (options, section) => options.MaxRooms = SettingText.Number(section.Value),
        [nameof(RoomOptions.MaxNameLength)] = (options, section) => options.MaxNameLength = SettingText.Number(section.Value),
        [nameof(RoomOptions.TopicSetters)] = (options, section) => options.TopicSetters = SettingText.Choice<TopicSetters>(section.Value),
    };

    private static readonly Dictionary<string, Action<RoomSettings, IConfigurationSection>> RoomSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(LineChat.RoomSettings.Topic)] = (options, section) => options.Topic = section.Value ?? "",
        [nameof(LineChat.RoomSettings.HistoryLines)] = (options, section) => options.HistoryLines = SettingText.Number(section.Value),
    };

    public void Configure(LineChatOptions options)
    {
        if (configuration is null) return;

        var failures = new List<string>();
        var section = configuration.GetSection(SectionName);
        foreach (var setting in section.GetChildren().Where(IsDialect)) Read(options, setting, Settings, failures, nameof(options.Rooms)); // first, since its limits apply where nothing else is said
        foreach (var setting in section.GetChildren().Where(setting => !IsDialect(setting)))
        {
            if (Is(setting, nameof(options.Rooms))) ReadRooms(options.Rooms, setting, failures);
            else Read(options, setting, Settings, failures, nameof(options.Rooms));
        }

        if (failures.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(LineChatOptions), failures);
    }

    // The groups are what there is beside the settings.
    private static void Read<T>(
        T options,
        IConfigurationSection setting,
        Dictionary<string, Action<T, IConfigurationSection>> settings,
        List<string> failures,
        params string[] groups)
    {
        try
        {
            if (!settings.TryGetValue(setting.Key, out var read)) throw new FormatException($"is no setting; there are {string.Join(", ", [.. settings.Keys, .. groups])}");
            read(options, setting);
        }
        catch (FormatException exception)
        {
            failures.Add($"{setting.Path} {exception.Message}.");
        }
    }

    private static void ReadRooms(RoomOptions options, IConfigurationSection section, List<string> failures)
    {
        RefuseText(section, failures, "the settings of rooms", [.. RoomsSettings.Keys, nameof(options.Configured)]);
        foreach (var setting in section.GetChildren())
        {
            if (!Is(setting, nameof(options.Configured)))
            {
                Read(options, setting, RoomsSettings, failures, nameof(options.Configured));
                continue;
            }

            RefuseText(setting, failures, "the names of rooms, and the settings of each", [.. RoomSettings.Keys]);
            foreach (var room in setting.GetChildren())
            {
                RefuseText(room, failures, "the settings of the room", [.. RoomSettings.Keys]);
                var settings = options.Configured.TryGetValue(room.Key, out var known) ? known : options.Configured[room.Key] = new();
                foreach (var one in room.GetChildren()) Read(settings, one, RoomSettings, failures);
            }
        }
    }

    // Where settings belong, and no text.
    private static void RefuseText(IConfigurationSection section, List<string> failures, string instead, string[] names)
    {
        if (section.Value is { Length: > 0 } text) failures.Add($"{section.Path} is \"{text}\"; write {instead} below it: {string.Join(", ", names)}.");
    }

    private static void ReadListen(LineChatOptions options, IConfigurationSection section)
    {
        var addresses = section.Value switch
        {
            null => section.GetChildren().Select(child => child.Value),
            "" => [], // what an empty array in JSON is read as
            _ => section.Value.Split(',', StringSplitOptions.TrimEntries),
        };
        foreach (string? address in addresses) options.Listen.Add(address ?? "");
    }

    // A name or a path, and what is different from it.
    private static void ReadDialect(LineChatOptions options, IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value)) options.Adopt(Load(section.Value));
        foreach (var setting in section.GetChildren())
        {
            try
            {
                string?[] texts = setting.Value switch
                {
                    null => [.. setting.GetChildren().Select(child => child.Value)],
                    "" when DialectSettings.IsList(setting.Key) => [], // what an empty array in JSON is read as
                    var text => [text],
                };
                DialectSettings.Set(options.Dialect, setting.Key, texts);
            }
            catch (FormatException exception)
            {
                throw new FormatException($"has a wrong setting: {setting.Key} {exception.Message}", exception);
            }
        }

        options.Adopt(options.Dialect); // for the limits among them
    }

    private static ChatDialect Load(string nameOrPath)
    {
        try
        {
            return ChatDialect.Load(nameOrPath);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"can't be \"{nameOrPath}\": {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static bool IsDialect(IConfigurationSection setting) => Is(setting, nameof(LineChatOptions.Dialect));

    private static bool Is(IConfigurationSection setting, string name) => setting.Key.Equals(name, StringComparison.OrdinalIgnoreCase);
}
