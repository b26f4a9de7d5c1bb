using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LineChat.Transports;

/// <summary>One listening socket. Whatever can be survived while accepting is survived here.</summary>
internal sealed class TcpListener(Socket socket, Poller poller, TimeProvider time, ILogger logger) : IChatListener, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private bool _isPausing;

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public async ValueTask<IChatConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
                if (_isPausing) logger.AcceptingAgain(EndPoint);
                _isPausing = false;
                if (TcpConnection.TryCreate(accepted, poller) is { } connection) return connection;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                logger.GoneAlready(exception, EndPoint);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is not (SocketError.OperationAborted or SocketError.NotSocket))
            {
                if (!_isPausing) logger.AcceptingPaused(exception, EndPoint); // most likely no descriptor is free; said once, tried until it works
                _isPausing = true;
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => socket.Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
