using System.Net.Sockets;

namespace LineChat.Transports;

/// <summary>What the system is asked to do for each connection (tcp(7)).</summary>
internal static class SocketTuning
{
    private const int ProtocolTcp = 6; // IPPROTO_TCP

    // How much Linux takes that it cannot send yet. Without a bound it is up to 4 MB, and there is room again only once a third of that
    // is free: a client that reads slowly but
    // steadily would take nothing for minutes, and so stall.
    private const int NotSentLowWater = 25; // TCP_NOTSENT_LOWAT
    private const int MaxNotSent = 64 * 1024;

    // For how many seconds other systems repeat what is not acknowledged. Linux: see Liveness.
    private const int MacRetransmissionTime = 0x80; // TCP_RXT_CONNDROPTIME
    private const int WindowsRetransmissionTime = 5; // TCP_MAXRT

    /// <summary>Sets the options of an accepted socket.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="silence">After how long a client that has vanished is noticed, at least 2 s.</param>
    /// <exception cref="SocketException">The client is gone already.</exception>
    public static void Apply(Socket socket, TimeSpan silence)
    {
        socket.Blocking = false;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true); // telnet's Synch (RFC 854) stays a part of the stream

        // In silence the client is asked for a sign of life (RFC 9293, 3.8.4), so often that this is over by then.
        int seconds = (int)silence.TotalSeconds;
        int interval = Math.Max(1, seconds / 10);
        int retries = Math.Max(1, seconds / 2 / interval);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds - (retries * interval));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, interval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, retries);

        if (OperatingSystem.IsLinux()) TrySet(socket, NotSentLowWater, MaxNotSent);
        else if (OperatingSystem.IsMacOS()) TrySet(socket, MacRetransmissionTime, seconds);
        else if (OperatingSystem.IsWindows()) TrySet(socket, WindowsRetransmissionTime, seconds);
    }

    // A system that does not know the option goes without.
    private static void TrySet(Socket socket, int option, int value)
    {
        try
        {
            socket.SetRawSocketOption(ProtocolTcp, option, BitConverter.GetBytes(value));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ProtocolOption or SocketError.OperationNotSupported)
        {
            // As it would without being asked.
        }
    }
}
