using System.Runtime.InteropServices;

namespace LineChat.Transports;

/// <summary>Sends to TCP connections by io_uring; where there is none, or once it has failed, to no connection.</summary>
internal sealed class SocketBatchSender(IoUring? ring) : IBatchSender
{
    private readonly SafeHandle[] _sockets = new SafeHandle[ring?.Capacity ?? 0];
    private IoUring? _ring = ring;
    private int _count;

    public int Capacity => _sockets.Length;

    public bool Takes(IChatConnection connection) => _ring is not null && connection is TcpConnection;

    public bool TryAdd(IChatConnection connection, ReadOnlySpan<byte> bytes)
    {
        if (!Takes(connection) || ((TcpConnection)connection).TryHold() is not { } socket) return false;
        _ring!.Prepare((int)socket.DangerousGetHandle(), bytes);
        _sockets[_count++] = socket;
        return true;
    }

    public void Submit(Span<int> taken)
    {
        if (_ring?.TrySubmit(taken) == false) _ring = null;
        foreach (var socket in _sockets.AsSpan(0, _count)) socket.DangerousRelease();
        Array.Clear(_sockets, 0, _count);
        _count = 0;
    }
}
