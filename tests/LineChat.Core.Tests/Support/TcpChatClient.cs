using System.Net;
using System.Net.Sockets;

namespace LineChat.Tests.Support;

/// <summary>A client over a real socket.</summary>
internal sealed class TcpChatClient : ChatClient
{
    private readonly Socket _socket;

    private TcpChatClient(Socket socket) => _socket = socket;

    public static async Task<TcpChatClient> ConnectAsync(EndPoint endPoint, int? receiveBuffer = null)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size) socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(endPoint, Deadline.Token);
        return new(socket);
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        await _socket.SendAsync(bytes, cancellationToken);

    /// <summary>Sends one byte as urgent data (RFC 9293, 3.8.5).</summary>
    public async ValueTask SendUrgentAsync(byte one) => await _socket.SendAsync(new byte[] { one }, SocketFlags.OutOfBand, Deadline.Token);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _socket.ReceiveAsync(buffer, cancellationToken);

    public override void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

    public override void Reset()
    {
        _socket.LingerState = new(true, 0);
        _socket.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
