using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>
/// A client over TCP. The socket doesn't block: a send that the system takes at once costs one call and no task. What goes wrong with a socket
/// becomes an <see cref="IOException"/> here and nowhere else.
/// </summary>
internal sealed class TcpConnection : IChatConnection
{
    // So that a client that vanished without a word is noticed after about two minutes, if nothing was sent to it since (RFC 9293, 3.8.4); else when the system gives up repeating that.
    private const int KeepAliveTime = 60;
    private const int KeepAliveInterval = 15;
    private const int KeepAliveRetries = 4;

    // How much the system takes that it cannot send yet, on Linux (tcp(7)). Without a bound it is up to 4 MB, and there is room again only once a third of that is free: whoever reads slowly but
    // steadily would take nothing for minutes, and so stall.
    private const int TcpNotSentLowWater = 25;
    private const int MaxNotSent = 64 * 1024;

    // How long the rest of the input is read and thrown away at the end, so that closing does not become a reset (RFC 9293, 3.6.1).
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    // And how much of it: more than is on its way from somebody who stops, and too little for a flood to keep the server busy.
    private const int LingerBytes = 1024 * 1024;

    private static long _lastId;

    private readonly Socket _socket;
    private readonly Readiness? _readiness; // null where the socket itself must wait
    private readonly long _id = Interlocked.Increment(ref _lastId);
    private bool _broken;
    private int _disposed;

    private TcpConnection(Socket socket, Readiness? readiness)
    {
        _socket = socket;
        _readiness = readiness;
        RemoteEndPoint = socket.RemoteEndPoint;
    }

    public string Id => string.Create(CultureInfo.InvariantCulture, $"tcp-{_id}");

    public EndPoint? RemoteEndPoint { get; }

    /// <summary>Prepares an accepted socket, or disposes of it and returns null if the client is gone already.</summary>
    public static TcpConnection? TryCreate(Socket socket, Poller poller)
    {
        try
        {
            socket.Blocking = false;
            socket.NoDelay = true;
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true); // telnet's Synch (RFC 854) stays a part of the stream
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveTime);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveRetries);
            BoundUnsent(socket);
            return new(socket, poller.TryWatch((int)socket.Handle));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    // Where the system doesn't know that it goes without.
    private static void BoundUnsent(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpNotSentLowWater, BitConverter.GetBytes(MaxNotSent));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ProtocolOption or SocketError.OperationNotSupported)
        {
            // It takes what it takes, then.
        }
    }

    /// <summary>Keeps the socket's descriptor open until the handle is released, or returns null if the connection is broken or closed.</summary>
    public SafeHandle? TryHold()
    {
        if (_broken) return null;
        bool isHeld = false;
        try
        {
            var handle = _socket.SafeHandle;
            handle.DangerousAddRef(ref isHeld);
            return handle;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_readiness is null) return ReceiveBySocketAsync(buffer, cancellationToken);
        if (buffer.IsEmpty) return _readiness.WaitAsync(cancellationToken);
        return TryReceive(buffer.Span, out int received) ? new(received) : ReceiveWhenReadyAsync(buffer, cancellationToken);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_broken) return ValueTask.FromException(new IOException("The connection is broken."));
        try
        {
            int sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
            if (error == SocketError.Success && sent == bytes.Length) return ValueTask.CompletedTask;
            if (error is SocketError.Success or SocketError.WouldBlock) return SendRestAsync(bytes[sent..], cancellationToken);
            _broken = true;
            return ValueTask.FromException(new IOException("The connection is broken.", new SocketException((int)error)));
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException(new IOException("The connection is closed.", exception));
        }
    }

    /// <summary>Ends what is sent, reads until the client has ended too, a second is over or a megabyte has come, and closes; resets a connection given up before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            _socket.Dispose(); // closing a second time hurries the first
            return;
        }

        _readiness?.Close();
        try
        {
            if (_broken) _socket.LingerState = new(true, 0);
            else await LingerAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is gone, or does not end: closed all the same.
        }

        _socket.Dispose();
    }

    /// <returns>False if there is nothing for now.</returns>
    private bool TryReceive(Span<byte> buffer, out int received)
    {
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) == 1, this);
            // Though there may be something that came before (RFC 9293, 3.10.7.4).
            if (_readiness!.IsBroken) throw new SocketException((int)SocketError.ConnectionReset);
            _readiness.Take();
            received = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return false;
            if (error != SocketError.Success) throw new SocketException((int)error);
            if (received == buffer.Length || (received > 0 && _readiness.HasBeenUrgent)) _readiness.PutBack();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Broken(exception);
        }
    }

    private async ValueTask<int> ReceiveWhenReadyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int received;
        do await _readiness!.WaitAsync(cancellationToken).ConfigureAwait(false);
        while (!TryReceive(buffer.Span, out received));
        return received;
    }

    private async ValueTask<int> ReceiveBySocketAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Broken(exception);
        }
    }

    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _broken = true;
            throw;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Broken(exception);
        }
    }

    private IOException Broken(Exception exception)
    {
        _broken = true;
        return new("The connection is broken.", exception);
    }

    private async Task LingerAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        using var over = new CancellationTokenSource(LingerTime);
        byte[] unread = new byte[512];
        int received;
        for (int left = LingerBytes; left > 0 && (received = await _socket.ReceiveAsync(unread, over.Token).ConfigureAwait(false)) > 0; left -= received)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // who goes on sending takes turns with the others
        }
    }
}
