using System.Net;
using System.Text;

namespace LineChat.Tests.Support;

/// <summary>A connection that takes nothing until it is told to.</summary>
internal sealed class StalledConnection : IChatConnection
{
    private readonly SemaphoreSlim _sends = new(0);
    private readonly StringBuilder _heard = new();

    public string Id => "stalled";

    public EndPoint? RemoteEndPoint => null;

    public string Heard
    {
        get
        {
            lock (_heard) return _heard.ToString();
        }
    }

    /// <summary>Takes one send, or the next one there will be.</summary>
    public void TakeOne() => _sends.Release();

    /// <summary>Takes everything from now on.</summary>
    public void TakeAll() => _sends.Release(1_000_000);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _sends.WaitAsync(cancellationToken);
        lock (_heard) _heard.Append(Encoding.UTF8.GetString(bytes.Span));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
