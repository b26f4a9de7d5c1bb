using System.Net;

namespace LineChat.Tests.Support;

/// <summary>A connection that comes from somewhere, and counts what is received, and how often it is disposed of.</summary>
internal sealed class WatchedConnection(IChatConnection connection, EndPoint? remoteEndPoint = null) : IChatConnection
{
    private int _disposals;
    private int _received;

    public string Id => connection.Id;

    public EndPoint? RemoteEndPoint => remoteEndPoint;

    public int Disposals => Volatile.Read(ref _disposals);

    public int Received => Volatile.Read(ref _received);

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int received = await connection.ReceiveAsync(buffer, cancellationToken);
        Interlocked.Add(ref _received, received);
        return received;
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => connection.SendAsync(bytes, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        return connection.DisposeAsync();
    }
}
