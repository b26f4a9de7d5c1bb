using Microsoft.Extensions.Logging;

namespace LineChat.DependencyInjection;

/// <summary>What is logged when the configuration is reloaded: ids 60 to 69.</summary>
internal static partial class OptionsLogging
{
    [LoggerMessage(60, LogLevel.Information, "The settings have been reloaded.")]
    public static partial void OptionsReloaded(this ILogger logger);

    [LoggerMessage(61, LogLevel.Error, "The changed settings are refused, and those before stay in force: {Problems}")]
    public static partial void OptionsRefused(this ILogger logger, string problems);

    [LoggerMessage(62, LogLevel.Warning, "Settings that have changed and take effect at the next start: {Settings}.")]
    public static partial void OptionsTakeEffectLater(this ILogger logger, string settings);
}
