using Microsoft.Extensions.Logging;

namespace LineChat.Host;

/// <summary>What the console server logs itself: ids 70 to 79.</summary>
internal static partial class HostLogging
{
    [LoggerMessage(70, LogLevel.Error, "A changed file of settings is refused, and those before stay in force: {Problem}")]
    public static partial void FileRefused(this ILogger logger, string problem);
}
