namespace LineChat.Tests.Support;

/// <summary>A client over the in-memory transport.</summary>
internal sealed class MemoryChatClient(InMemoryClient peer) : ChatClient
{
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) => peer.SendAsync(bytes, cancellationToken);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        peer.ReceiveAsync(buffer, cancellationToken);

    public void StopReading() => peer.StopReading();

    public void ResumeReading() => peer.ResumeReading();

    public override void CloseSending() => peer.CloseSending();

    public override void Reset() => peer.Reset();

    public override ValueTask DisposeAsync() => peer.DisposeAsync();
}
