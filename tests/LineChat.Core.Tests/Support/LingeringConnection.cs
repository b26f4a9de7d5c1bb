using System.Net;

namespace LineChat.Tests.Support;

/// <summary>
/// A connection whose closing takes until it is told a second time, and that remembers whether it was told anything before.
/// </summary>
internal sealed class LingeringConnection(string address) : IChatConnection
{
    private readonly TaskCompletionSource _hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposals;

    public string Id { get; } = $"lingering-{Guid.NewGuid()}";

    public EndPoint? RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Parse(address), 50_000);

    public bool WasTold { get; private set; }

    public bool IsClosed => _hurried.Task.IsCompleted;

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => new(0);

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        WasTold = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1) _hurried.TrySetResult();
        return new(_hurried.Task);
    }
}
