using System.Net;
using Microsoft.Extensions.Logging;

namespace LineChat.Transports;

/// <summary>What the transports log: ids 40 to 49.</summary>
internal static partial class TransportLogging
{
    [LoggerMessage(40, LogLevel.Debug, "A client was gone before it was accepted on {EndPoint}.")]
    public static partial void GoneAlready(this ILogger logger, Exception exception, EndPoint endPoint);

    [LoggerMessage(41, LogLevel.Warning, "Not everybody can be accepted on {EndPoint}: {Reason}. If file descriptors ran out, raise their limit (ulimit -n) or lower LineChat:Limits:MaxConnections.")]
    public static partial void AcceptingPaused(this ILogger logger, EndPoint endPoint, string reason);

    [LoggerMessage(43, LogLevel.Information, "This machine has no address {EndPoint}; going on without it.")]
    public static partial void AddressMissing(this ILogger logger, EndPoint endPoint);

    [LoggerMessage(44, LogLevel.Warning, "io_uring has failed: {Reason} (error {Error}). From now on each line is sent to each client by a system call of its own. To do without from the start, set LineChat:Tcp:UseIoUring to false (LineChat__Tcp__UseIoUring=false in the environment).")]
    public static partial void IoUringFailed(this ILogger logger, string reason, int error);
}
