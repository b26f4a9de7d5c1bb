using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>Brings new options into force when the configuration has changed. What cannot change while the chat runs is logged.</summary>
internal static class OptionsReload
{
    // Each with what of it matters; null if it does not. The parts of the chat take them from the options at the start.
    private static readonly (string Setting, Func<LineChatOptions, object?> Read)[] Fixed =
    [
        (nameof(LineChatOptions.Listen), options => string.Join(", ", options.Listen)),
        ($"{nameof(LineChatOptions.Dialect)}:{nameof(ChatDialect.Listen)}", options => options.Listen.Count == 0 ? options.Dialect.Listen : null),
        ($"{nameof(LineChatOptions.Dialect)}:{nameof(ChatDialect.Rooms)}", options => options.Dialect.Rooms),
        ($"{nameof(LineChatOptions.Dialect)}:{nameof(ChatDialect.NicknameCaseMatters)}", options => options.Dialect.NicknameCaseMatters),
        ($"{nameof(LineChatOptions.Tcp)}:{nameof(TcpOptions.Backlog)}", options => options.Tcp.Backlog),
        ($"{nameof(LineChatOptions.Tcp)}:{nameof(TcpOptions.UseIoUring)}", options => options.Tcp.UseIoUring),
        ($"{nameof(LineChatOptions.Tcp)}:{nameof(TcpOptions.UnsafeInlineSessions)}", options => options.Tcp.UnsafeInlineSessions),
        ($"{nameof(LineChatOptions.Rooms)}:{nameof(RoomOptions.Lobby)}", options => options.Rooms.Lobby),
        ($"{nameof(LineChatOptions.Rooms)}:{nameof(RoomOptions.MaxRooms)}", options => options.Rooms.MaxRooms > 1),
    ];

    /// <summary>Returns the options in force, which follow the configuration from now on.</summary>
    public static CurrentOptions Follow(IOptionsMonitor<LineChatOptions> monitor, string name, ILogger logger)
    {
        var current = new CurrentOptions(monitor.Get(name));
        monitor.OnChange((_, changed) =>
        {
            if (changed == name) Adopt();
        });
        Adopt(); // if they have changed meanwhile
        return current;

        // On several threads, perhaps: the last to look finds the newest.
        void Adopt()
        {
            while (monitor.Get(name) is var options && !ReferenceEquals(options, current.Value))
            {
                string[] later = [.. Changed(current.Value, options, current.AtStart)];
                current.Replace(options);
                logger.OptionsReloaded();
                if (later.Length > 0) logger.OptionsTakeEffectLater(string.Join(", ", later));
            }
        }
    }

    private static IEnumerable<string> Changed(LineChatOptions before, LineChatOptions now, LineChatOptions inForce) =>
        from setting in Fixed
        let value = setting.Read(now)
        let last = setting.Read(before)
        where value is not null && last is not null && !value.Equals(last) && !value.Equals(setting.Read(inForce))
        select $"{ConfigurationOptions.SectionName}:{setting.Setting}";
}
