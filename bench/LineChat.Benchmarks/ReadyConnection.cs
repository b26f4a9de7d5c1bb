using System.Net;

namespace LineChat.Benchmarks;

/// <summary>A connection that takes all at once.</summary>
/// <param name="text">How a line ends that somebody waits for, before its line end.</param>
internal sealed class ReadyConnection(ReadOnlyMemory<byte> text) : IChatConnection
{
    private volatile int _lines;

    public string Id => "ready";

    public EndPoint? RemoteEndPoint => null;

    /// <summary>Waits for the next line, on the processor: what is measured is how soon it comes.</summary>
    public void WaitForLine()
    {
        var wait = new SpinWait();
        while (_lines == 0) wait.SpinOnce(sleep1Threshold: -1);
        _lines = 0;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Span[..^2].EndsWith(text.Span)) _lines = 1; // and not a welcome
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
