using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LineChat.Transports;

/// <summary>Connections over TCP sockets, at one or more addresses.</summary>
internal sealed class TcpTransport(IReadOnlyList<TcpAddress> addresses, int backlog, Poller poller, TimeProvider time, ILogger<TcpTransport> logger) : ITransport
{
    // A port that is free at one loopback address need not be free at the other.
    private const int TriesForFreePort = 20;

    public ValueTask<IReadOnlyList<IChatListener>> ListenAsync(CancellationToken cancellationToken)
    {
        var listeners = new List<IChatListener>();
        try
        {
            foreach (var address in addresses) listeners.AddRange(BindAll(address.EndPoints).Select(socket => new TcpListener(socket, poller, time, logger)));
        }
        catch
        {
            foreach (var listener in listeners) ((TcpListener)listener).Dispose();
            throw;
        }

        return ValueTask.FromResult<IReadOnlyList<IChatListener>>(listeners);
    }

    // Of the two loopback addresses one may be missing, as IPv6's is in many containers. Both get the same port.
    private List<Socket> BindAll(IReadOnlyList<IPEndPoint> endPoints, int tries = TriesForFreePort)
    {
        var sockets = new List<Socket>();
        try
        {
            foreach (var endPoint in endPoints)
            {
                int port = sockets is [{ LocalEndPoint: IPEndPoint first }, ..] ? first.Port : endPoint.Port;
                try
                {
                    sockets.Add(Bind(new(endPoint.Address, port)));
                }
                catch (IOException exception) when (sockets.Count > 0 && exception.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable })
                {
                    logger.AddressMissing(endPoint);
                }
                catch (IOException exception) when (endPoint.Port == 0 && tries > 1 && exception.InnerException is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                {
                    sockets.ForEach(socket => socket.Dispose());
                    return BindAll(endPoints, tries - 1);
                }
            }
        }
        catch
        {
            sockets.ForEach(socket => socket.Dispose());
            throw;
        }

        return sockets;
    }

    private Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(endPoint);
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new IOException($"Cannot listen on {endPoint}: {Remedy(exception)}", exception);
        }
    }

    private static string Remedy(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use. Stop the program that uses it, or choose another port.",
        SocketError.AccessDenied => "permission is denied. Choose a port above 1023.",
        SocketError.AddressNotAvailable => "this machine has no such address. Choose one that it has, or [::] for all of them.",
        SocketError.AddressFamilyNotSupported => "this machine does not speak that family of addresses. Choose an address of the other one.",
        _ => $"{exception.Message}.",
    };
}
