using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LineChat.Tests.Support;

/// <summary>Keeps what is logged: <c>LEVEL: TEXT</c>, and what was thrown behind it.</summary>
internal sealed class RecordingLogger : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}{exception?.Message}");

    public void Dispose()
    {
    }
}
