using System.Net;

namespace LineChat.Tests.Support;

/// <summary>What a connection of the host's may do wrong.</summary>
public enum ConnectionFault
{
    None,
    IdThrows,
    AddressThrows,
    AddressThrowsOnceDisposed,
    ReceiveThrows,
    ReceiveHangs,
    SendThrows,
    SendHangs,
    DisposeThrows,
    DisposeHangs,
    DisposeBlocks,
}

/// <summary>A connection of the host's from one address, that does something wrong. What hangs heeds no token, and hangs until the test is over.</summary>
internal sealed class FaultyConnection(IChatConnection connection, ConnectionFault fault) : IChatConnection, IDisposable
{
    private readonly TaskCompletionSource<int> _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDisposed;

    public string Id => fault == ConnectionFault.IdThrows ? throw Fault() : connection.Id;

    public EndPoint? RemoteEndPoint => fault == ConnectionFault.AddressThrows || (fault == ConnectionFault.AddressThrowsOnceDisposed && _isDisposed)
        ? throw Fault()
        : new IPEndPoint(IPAddress.Parse("192.0.2.7"), 50_000);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => fault switch
    {
        ConnectionFault.ReceiveThrows => throw Fault(),
        ConnectionFault.ReceiveHangs => new(_hangs.Task),
        _ => connection.ReceiveAsync(buffer, cancellationToken),
    };

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => fault switch
    {
        ConnectionFault.SendThrows => throw Fault(),
        ConnectionFault.SendHangs => new(_hangs.Task),
        _ => connection.SendAsync(bytes, cancellationToken),
    };

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        if (fault == ConnectionFault.DisposeThrows) throw Fault();
        if (fault == ConnectionFault.DisposeBlocks) _hangs.Task.Wait();
        if (fault == ConnectionFault.DisposeHangs) await _hangs.Task;
        await connection.DisposeAsync();
    }

    public void Dispose() => _hangs.TrySetResult(0);

    private static InvalidOperationException Fault() => new("The connection has failed.");
}
