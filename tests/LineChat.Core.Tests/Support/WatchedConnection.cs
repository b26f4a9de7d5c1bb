using System.Net;

namespace LineChat.Tests.Support;

/// <summary>A connection that comes from somewhere, and counts how often it is disposed of.</summary>
internal sealed class WatchedConnection(IChatConnection connection, EndPoint? remoteEndPoint = null) : IChatConnection
{
    private int _disposals;

    public string Id => connection.Id;

    public EndPoint? RemoteEndPoint => remoteEndPoint;

    public int Disposals => Volatile.Read(ref _disposals);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => connection.ReceiveAsync(buffer, cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => connection.SendAsync(bytes, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        return connection.DisposeAsync();
    }
}
