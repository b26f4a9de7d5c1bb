using System.Globalization;
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
        [nameof(LineChatOptions.LongLines)] = (options, section) => options.LongLines = Choice(section),
        [nameof(LineChatOptions.Backlog)] = (options, section) => options.Backlog = Number(section),
        [nameof(LineChatOptions.MaxConnections)] = (options, section) => options.MaxConnections = Number(section),
        [nameof(LineChatOptions.MaxConnectionsPerAddress)] = (options, section) => options.MaxConnectionsPerAddress = Number(section),
        [nameof(LineChatOptions.SignOnTimeout)] = (options, section) => options.SignOnTimeout = Time(section),
        [nameof(LineChatOptions.MaxSignOnTries)] = (options, section) => options.MaxSignOnTries = Number(section),
        [nameof(LineChatOptions.MaxNicknameLength)] = (options, section) => options.MaxNicknameLength = Number(section),
        [nameof(LineChatOptions.MaxLineLength)] = (options, section) => options.MaxLineLength = Number(section),
        [nameof(LineChatOptions.MaxUnterminatedInput)] = (options, section) => options.MaxUnterminatedInput = Number(section),
        [nameof(LineChatOptions.LinesPerSecond)] = (options, section) => options.LinesPerSecond = Number(section),
        [nameof(LineChatOptions.LineBurst)] = (options, section) => options.LineBurst = Number(section),
        [nameof(LineChatOptions.HistoryLines)] = (options, section) => options.HistoryLines = Number(section),
        [nameof(LineChatOptions.MaxLogSize)] = (options, section) => options.MaxLogSize = Number(section),
        [nameof(LineChatOptions.MaxOwedReplies)] = (options, section) => options.MaxOwedReplies = Number(section),
        [nameof(LineChatOptions.StallTimeout)] = (options, section) => options.StallTimeout = Time(section),
        [nameof(LineChatOptions.FlushTimeout)] = (options, section) => options.FlushTimeout = Time(section),
        [nameof(LineChatOptions.UseIoUring)] = (options, section) => options.UseIoUring = Truth(section),
    };

    public void Configure(LineChatOptions options)
    {
        if (configuration is null) return;

        var failures = new List<string>();
        foreach (var setting in configuration.GetSection(SectionName).GetChildren())
        {
            try
            {
                if (!Settings.TryGetValue(setting.Key, out var read)) throw new FormatException($"is no setting; there are {string.Join(", ", Settings.Keys)}");
                read(options, setting);
            }
            catch (FormatException exception)
            {
                failures.Add($"{setting.Path} {exception.Message}.");
            }
        }

        if (failures.Count > 0) throw new OptionsValidationException(Options.DefaultName, typeof(LineChatOptions), failures);
    }

    private static int Number(IConfigurationSection section) =>
        int.TryParse(section.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"is \"{section.Value}\"; write a whole number");

    private static bool Truth(IConfigurationSection section) =>
        bool.TryParse(section.Value, out bool truth) ? truth : throw new FormatException($"is \"{section.Value}\"; write true or false");

    private static TimeSpan Time(IConfigurationSection section)
    {
        if (double.TryParse(section.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && Math.Abs(seconds) < 1e9)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return TimeSpan.TryParseExact(section.Value, "c", CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new FormatException($"is \"{section.Value}\"; write a number of seconds, or hh:mm:ss");
    }

    private static LongLinePolicy Choice(IConfigurationSection section) =>
        Enum.TryParse(section.Value, ignoreCase: true, out LongLinePolicy choice) && Enum.IsDefined(choice)
            ? choice
            : throw new FormatException($"is \"{section.Value}\"; write {string.Join(" or ", Enum.GetNames<LongLinePolicy>())}");

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

    private static void ReadDialect(LineChatOptions options, IConfigurationSection section)
    {
        if (!string.IsNullOrEmpty(section.Value)) throw new FormatException($"is \"{section.Value}\"; write an object of templates, such as {{ \"Said\": \"{{nick}}: {{text}}\" }}");
        foreach (var template in section.GetChildren())
        {
            if (!Enum.TryParse(template.Key, ignoreCase: true, out ChatMessageKind kind) || !Enum.IsDefined(kind))
            {
                throw new FormatException($"has no template {template.Key}; there are {string.Join(", ", Enum.GetNames<ChatMessageKind>())}");
            }

            options.Dialect[kind] = template.Value ?? "";
        }
    }
}
