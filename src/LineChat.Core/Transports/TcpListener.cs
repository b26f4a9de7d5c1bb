using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LineChat.Transports;

/// <summary>One listening socket. Whatever can be survived while accepting is survived here.</summary>
internal sealed class TcpListener(Socket socket, Poller poller, TimeProvider time, ILogger logger) : IChatListener, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly OncePerMinute _pauses = new(time); // where descriptors run out they do so again and again, whenever somebody has left

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public async ValueTask<IChatConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (Descriptors.IsReserved((int)accepted.Handle))
                {
                    accepted.Dispose();
                    await PauseAsync("too few file descriptors are left", cancellationToken).ConfigureAwait(false);
                }
                else if (TcpConnection.TryCreate(accepted, poller) is { } connection)
                {
                    return connection;
                }
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                logger.GoneAlready(exception, EndPoint);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is not (SocketError.OperationAborted or SocketError.NotSocket))
            {
                await PauseAsync(exception.Message, cancellationToken).ConfigureAwait(false); // tried until it works
            }
        }
    }

    public void Dispose() => socket.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private Task PauseAsync(string reason, CancellationToken cancellationToken)
    {
        if (_pauses.IsToBeTold(out _)) logger.AcceptingPaused(EndPoint, reason);
        return Task.Delay(Pause, time, cancellationToken);
    }
}
