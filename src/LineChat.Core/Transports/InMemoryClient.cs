using System.IO.Pipelines;
using System.Text;
using LineChat.Transports;

namespace LineChat;

/// <summary>The client's side of an in-memory connection. It can stall, close half, and break off, as clients do.</summary>
public sealed class InMemoryClient : IAsyncDisposable
{
    private readonly Pipe _toServer = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe _toClient;
    private readonly InMemoryConnection _connection;

    internal InMemoryClient(int window)
    {
        _toClient = new(new PipeOptions(pauseWriterThreshold: window, resumeWriterThreshold: (window + 1) / 2, useSynchronizationContext: false));
        _connection = new(_toServer.Reader, _toClient.Writer);
    }

    internal IChatConnection Connection => _connection;

    /// <summary>Sends bytes to the server.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="cancellationToken">Gives up while the server doesn't read.</param>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        var flushed = await _toServer.Writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        if (flushed.IsCompleted) throw new IOException("The server has closed the connection.");
    }

    /// <summary>Sends text to the server, as UTF-8.</summary>
    /// <param name="text">What is typed, line ends included.</param>
    /// <param name="cancellationToken">Gives up while the server doesn't read.</param>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    public ValueTask TypeAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    /// <summary>Receives what the server has sent.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How many bytes were received; 0 when the server has closed the connection.</returns>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        InMemoryConnection.ReceiveAsync(_toClient.Reader, buffer, cancellationToken);

    /// <summary>From now on the server's sends wait, whatever the window, until <see cref="ResumeReading"/>.</summary>
    public void StopReading() => _connection.Stall();

    /// <summary>Lets the server's sends go on.</summary>
    public void ResumeReading() => _connection.Resume();

    /// <summary>Closes this side, as <c>nc -N</c> does at the end of its input; the server can still send.</summary>
    public void CloseSending() => _toServer.Writer.Complete();

    /// <summary>Breaks the connection, so that the server's receives and sends fail.</summary>
    public void Reset()
    {
        var reset = new IOException("The connection was reset.");
        _toServer.Writer.Complete(reset);
        _toClient.Reader.CancelPendingRead(); // completing it would leave whoever receives waiting
        _toClient.Reader.Complete(reset);
        _connection.Resume();
    }

    /// <summary>Closes both sides.</summary>
    public ValueTask DisposeAsync()
    {
        _toServer.Writer.Complete();
        _toClient.Reader.Complete();
        _connection.Resume();
        return ValueTask.CompletedTask;
    }
}
