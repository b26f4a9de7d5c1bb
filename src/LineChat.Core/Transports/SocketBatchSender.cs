using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace LineChat.Transports;

/// <summary>
/// Sends to TCP connections by io_uring; where there is none, or once it has failed for good, to no connection. It may be disposed of
/// at any time: a batch that was begun is still sent.
/// </summary>
internal sealed class SocketBatchSender(IoUring? ring, ILogger logger) : IBatchSender, IDisposable
{
    private readonly SafeHandle[] _sockets = new SafeHandle[ring?.Capacity ?? 0];
    private readonly IoUring? _ring = ring;
    private bool _hasFailed;
    private int _count;

    public int Capacity => _sockets.Length;

    public bool Takes(IChatConnection connection) => !_hasFailed && _ring is not null && connection is TcpConnection;

    public bool TryAdd(IChatConnection connection, PinnedBytes bytes)
    {
        if (!Takes(connection) || ((TcpConnection)connection).TryHold() is not { } socket) return false;
        if (_ring!.TryPrepare((int)socket.DangerousGetHandle(), bytes))
        {
            _sockets[_count++] = socket;
            return true;
        }

        socket.DangerousRelease();
        return false;
    }

    public void Submit(Span<int> taken)
    {
        if (!_hasFailed && _ring?.Submit(taken) is > 0 and var error)
        {
            logger.IoUringFailed(Marshal.GetPInvokeErrorMessage(error), error);
            _ring.Dispose();
            _hasFailed = true;
        }

        foreach (var socket in _sockets.AsSpan(0, _count)) socket.DangerousRelease();
        Array.Clear(_sockets, 0, _count);
        _count = 0;
    }

    public void Dispose() => _ring?.Dispose();
}
