using System.Net;
using Microsoft.Extensions.Logging;

namespace LineChat.Sessions;

/// <summary>What the server and its sessions log: ids 20 to 39.</summary>
internal static partial class SessionLogging
{
    [LoggerMessage(20, LogLevel.Information, "Listening on {EndPoint}.")]
    public static partial void Listening(this ILogger logger, EndPoint endPoint);

    [LoggerMessage(21, LogLevel.Critical, "Nobody is accepted on {EndPoint} any more.")]
    public static partial void AcceptingEnded(this ILogger logger, Exception exception, EndPoint endPoint);

    [LoggerMessage(22, LogLevel.Information, "Stopping, with {Sessions} sessions open.")]
    public static partial void Stopping(this ILogger logger, int sessions);

    [LoggerMessage(23, LogLevel.Warning, "Stopped; {Sessions} sessions did not end in time and were cut off.")]
    public static partial void CutOff(this ILogger logger, int sessions);

    [LoggerMessage(24, LogLevel.Error, "Something failed while stopping.")]
    public static partial void StoppingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(25, LogLevel.Error, "A part of stopping takes too long, and is left alone.")]
    public static partial void StoppingHangs(this ILogger logger);

    [LoggerMessage(30, LogLevel.Debug, "Connection {Connection} from {RemoteEndPoint} opened.")]
    public static partial void Opened(this ILogger logger, string connection, EndPoint? remoteEndPoint);

    [LoggerMessage(31, LogLevel.Debug, "Connection {Connection} closed.")]
    public static partial void Closed(this ILogger logger, string connection);

    [LoggerMessage(32, LogLevel.Debug, "Connection {Connection} is lost.")]
    public static partial void Lost(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(33, LogLevel.Debug, "Connection {Connection} from {RemoteEndPoint} is refused: {Reason}.")]
    public static partial void Refused(this ILogger logger, string connection, EndPoint? remoteEndPoint, ChatMessageKind reason);

    [LoggerMessage(34, LogLevel.Error, "The session of connection {Connection} failed.")]
    public static partial void Failed(this ILogger logger, Exception exception, string connection);

    [LoggerMessage(35, LogLevel.Warning, "Connection {Connection} does not close, and is left alone.")]
    public static partial void NotClosed(this ILogger logger, string connection);

    [LoggerMessage(36, LogLevel.Error, "The command /{Command} of {Nickname} failed.")]
    public static partial void CommandFailed(this ILogger logger, Exception exception, string command, string nickname);
}
