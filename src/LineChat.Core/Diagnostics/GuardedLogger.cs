using Microsoft.Extensions.Logging;

namespace LineChat.Diagnostics;

/// <summary>
/// A logger of the host's that may fail. What it throws goes no further, and there is nowhere to tell it: what is logged here is often
/// the last that is done before a connection is closed or a member let go, and that must happen.
/// </summary>
internal sealed class GuardedLogger<T>(ILogger logger) : ILogger<T>
{
    /// <summary>Nothing here opens scopes.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logger.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        try
        {
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // Said above.
        }
    }
}
