using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;

namespace LineChat.Transports;

/// <summary>The server's side of an in-memory connection: a pipe each way, and a gate before the one to the client.</summary>
internal sealed class InMemoryConnection(PipeReader input, PipeWriter output) : IChatConnection
{
    private static long _lastId;

    private readonly long _id = Interlocked.Increment(ref _lastId);
    private volatile TaskCompletionSource? _stalled;
    private int _disposed;

    public string Id => string.Create(CultureInfo.InvariantCulture, $"memory-{_id}");

    public EndPoint? RemoteEndPoint => null;

    /// <summary>Receives from either side's pipe.</summary>
    public static async ValueTask<int> ReceiveAsync(PipeReader reader, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled) throw new IOException("The connection is closed.");
            int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
            result.Buffer.Slice(0, count).CopyTo(buffer.Span);
            reader.AdvanceTo(result.Buffer.GetPosition(count));
            return count;
        }
        catch (InvalidOperationException exception) // at any step, as another thread may close meanwhile
        {
            throw new IOException("The connection is closed.", exception);
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => ReceiveAsync(input, buffer, cancellationToken);

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_stalled is { } stalled) await stalled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var flushed = await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            if (flushed.IsCompleted) throw new IOException("The client has broken the connection.");
        }
        catch (InvalidOperationException exception)
        {
            throw new IOException("The connection is closed.", exception);
        }
    }

    public void Stall() => _stalled ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Resume()
    {
        var stalled = _stalled;
        _stalled = null;
        stalled?.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            output.Complete();
            input.Complete();
        }

        return ValueTask.CompletedTask;
    }
}
