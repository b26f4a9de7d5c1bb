using LineChat.Dialects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LineChat.DependencyInjection;

/// <summary>
/// Reads the options of a chat from its section of the configuration. By hand and not by the configuration binder: so it needs no
/// reflection, and what is misspelt is refused with a message that says what to write. When the configuration changes they are read
/// again.
/// </summary>
/// <param name="chat">The chat.</param>
/// <param name="host">The host's configuration, if it has one.</param>
/// <param name="chats">All chats of the host.</param>
internal sealed class ConfigurationOptions(ChatRegistration chat, IConfiguration? host, IReadOnlyList<ChatRegistration> chats)
    : IConfigureNamedOptions<LineChatOptions>, IOptionsChangeTokenSource<LineChatOptions>
{
    private const string Permanent = $"{nameof(LineChatOptions.Rooms)}:{nameof(RoomOptions.Permanent)}";

    // Groups stand before what is in them.
    private static readonly string[] Paths =
    [
        nameof(LineChatOptions.Listen),
        nameof(LineChatOptions.Dialect),
        .. ConfigurationSettings.All.Keys.Select(path => path[..path.IndexOf(':', StringComparison.Ordinal)]).Distinct(),
        .. ConfigurationSettings.All.Keys,
        Permanent,
    ];

    public string Name => chat.OptionsName;

    // Several chats read one configuration: what nobody reads is told by the first.
    private bool ReadsHostFirst => chats.FirstOrDefault(other => other.Section is null) == chat;

    public IChangeToken GetChangeToken() => chat.SettingsOf(host)?.GetReloadToken() ?? new CancellationChangeToken(CancellationToken.None);

    public void Configure(LineChatOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, LineChatOptions options)
    {
        if (name != chat.OptionsName || chat.SettingsOf(host) is not { } section) return;

        var failures = new List<string>();
        if (host is not null && ReadsHostFirst) failures.AddRange(UnreadSettings.Find(host.GetSection(ChatRegistration.Root), chats));
        bool hasChats = chat is { Name: null, Section: null };
        foreach (var setting in section.GetChildren().OrderBy(setting => !Is(setting.Key, nameof(options.Dialect)))) // first, since its limits apply where nothing else is said
        {
            if (!hasChats || !Is(setting.Key, ChatRegistration.Chats)) Read(options, setting, setting.Key, failures);
        }

        if (failures.Count > 0) throw new OptionsValidationException(name, typeof(LineChatOptions), failures);
    }

    private static void Read(LineChatOptions options, IConfigurationSection section, string path, List<string> failures)
    {
        if (Is(path, nameof(options.Listen))) ReadListen(options, section);
        else if (Is(path, nameof(options.Dialect))) Try(section, failures, () => ReadDialect(options, section));
        else if (Is(path, Permanent)) ReadRooms(options.Rooms, section, failures);
        else if (ConfigurationSettings.All.TryGetValue(path, out var set)) Try(section, failures, () => set(options, section.Value));
        else if (!Paths.Contains(path, StringComparer.OrdinalIgnoreCase)) failures.Add(UnknownSetting.Describe(section.Path[..^path.Length], path, Paths));
        else
        {
            RefuseText(section, failures, "the settings", Paths.Where(other => other.StartsWith($"{path}:", StringComparison.OrdinalIgnoreCase)).Select(other => other[(path.Length + 1)..]));
            foreach (var setting in section.GetChildren()) Read(options, setting, $"{path}:{setting.Key}", failures);
        }
    }

    private static void ReadRooms(RoomOptions options, IConfigurationSection section, List<string> failures)
    {
        RefuseText(section, failures, "the names of rooms, and the settings of each", ConfigurationSettings.OfRoom.Keys);
        foreach (var room in section.GetChildren())
        {
            RefuseText(room, failures, "the settings of the room", ConfigurationSettings.OfRoom.Keys);
            var settings = options.Permanent.TryGetValue(room.Key, out var known) ? known : options.Permanent[room.Key] = new();
            foreach (var setting in room.GetChildren())
            {
                if (ConfigurationSettings.OfRoom.TryGetValue(setting.Key, out var set)) Try(setting, failures, () => set(settings, setting.Value));
                else failures.Add(UnknownSetting.Describe($"{room.Path}:", setting.Key, ConfigurationSettings.OfRoom.Keys));
            }
        }
    }

    private static void Try(IConfigurationSection section, List<string> failures, Action read)
    {
        try
        {
            read();
        }
        catch (FormatException exception)
        {
            failures.Add($"{section.Path} {exception.Message}.");
        }
    }

    // Where settings belong, and no text.
    private static void RefuseText(IConfigurationSection section, List<string> failures, string instead, IEnumerable<string> names)
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

    private static bool Is(string path, string name) => path.Equals(name, StringComparison.OrdinalIgnoreCase);
}
