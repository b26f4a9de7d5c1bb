using Microsoft.Extensions.Logging;

namespace LineChat.Tests.Support;

/// <summary>Throws whatever it is asked to log.</summary>
internal sealed class FailingLogger : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        throw new InvalidOperationException("The logger has failed.");

    public void Dispose()
    {
    }
}
