using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>
/// A client over TCP. The socket doesn't block: a send that the system takes at once costs one call and no task. What goes wrong with a
/// socket becomes an <see cref="IOException"/> here and nowhere else.
/// </summary>
internal sealed class TcpConnection : IChatConnection, ILaned
{
    // How long the rest of the input is read and thrown away at the end, so that closing does not become a reset (RFC 9293, 3.6.1).
    private static readonly SharedTimeLimit LingerTime = new(TimeSpan.FromSeconds(1), TimeProvider.System);

    // And how much of it: more than is on its way from somebody who stops, and too little for a flood to keep the server busy.
    private const int LingerBytes = 1024 * 1024;
    private static readonly byte[] ThrownAway = GC.AllocateUninitializedArray<byte>(16 * 1024); // by all at once, since nobody reads it

    private static long _lastId;

    private readonly Socket _socket;
    private readonly Readiness? _readiness; // null where the socket itself must wait
    private readonly long _id = Interlocked.Increment(ref _lastId);
    private bool _broken;
    private int _disposals;

    private TcpConnection(Socket socket, Readiness? readiness)
    {
        _socket = socket;
        _readiness = readiness;
        RemoteEndPoint = socket.RemoteEndPoint;
    }

    public string Id => string.Create(CultureInfo.InvariantCulture, $"tcp-{_id}");

    public EndPoint? RemoteEndPoint { get; }

    public Lane Lane
    {
        set
        {
            if (_readiness is not null) _readiness.Lane = value;
        }
    }

    /// <summary>Prepares an accepted socket, or disposes of it and returns null if the client is gone already.</summary>
    public static TcpConnection? TryCreate(Socket socket, Poller poller)
    {
        try
        {
            SocketTuning.Apply(socket, poller.Silence);
            return new(socket, poller.TryWatch((int)socket.Handle));
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>
    /// Keeps the socket's descriptor open until the handle is released, or returns null if the connection is broken or closed.
    /// </summary>
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
        if (Volatile.Read(ref _disposals) > 0) return ValueTask.FromException<int>(new IOException("The connection is closed."));
        if (_readiness is null) return ReceiveBySocketAsync(buffer, cancellationToken);
        if (buffer.IsEmpty) return _readiness.WaitAsync(cancellationToken);
        return TryReceive(_readiness, buffer.Span, out int received) ? new(received) : ReceiveWhenReadyAsync(_readiness, buffer, cancellationToken);
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

    /// <summary>
    /// Ends what is sent, reads until the client has ended too, the time is over or a megabyte has come, and closes. Closes at once if
    /// somebody still receives; resets a connection given up before. Closing a second time hurries the first.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) == 1) return EndAsync();
        Close();
        return ValueTask.CompletedTask;
    }

    /// <returns>False if there is nothing for now.</returns>
    private bool TryReceive(Readiness readiness, Span<byte> buffer, out int received)
    {
        try
        {
            // Though there may be something that came before (RFC 9293, 3.10.7.4).
            if (readiness.IsBroken) throw new SocketException((int)SocketError.ConnectionReset);
            readiness.Take();
            received = _socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return false;
            if (error != SocketError.Success) throw new SocketException((int)error);
            if (received == buffer.Length || (received > 0 && readiness.HasBeenUrgent)) readiness.PutBack();
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw Broken(exception);
        }
    }

    private async ValueTask<int> ReceiveWhenReadyAsync(Readiness readiness, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            await readiness.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (TryReceive(readiness, buffer.Span, out int received)) return received;
            cancellationToken.ThrowIfCancellationRequested();
        }
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

    // In one method, since what waits here is held for each of thousands when a server stops.
    private async ValueTask EndAsync()
    {
        try
        {
            bool lingers = _readiness?.TryTakeOver() != false && !_broken && _readiness?.HasVanished != true;
            if (lingers) _socket.Shutdown(SocketShutdown.Send);
            else if (_broken || _readiness!.HasVanished) _socket.LingerState = new(true, 0);

            var over = lingers ? LingerTime.Begin().Token : default;
            for (int left = LingerBytes; lingers && left > 0 && !over.IsCancellationRequested;)
            {
                int received;
                if (_readiness is null)
                {
                    received = await ReceiveBySocketAsync(ThrownAway, over).ConfigureAwait(false);
                }
                else if (!TryReceive(_readiness, ThrownAway, out received))
                {
                    await _readiness.WaitOnAsync(over).ConfigureAwait(false);
                    continue;
                }

                lingers = received > 0;
                left -= received;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // It is gone, or does not end: closed all the same.
        }

        Close();
    }

    private void Close()
    {
        _readiness?.Close();
        _socket.Dispose();
    }
}
