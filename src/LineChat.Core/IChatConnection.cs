using System.Net;

namespace LineChat;

/// <summary>
/// Bytes to and from one client. There is at most one receive and one send under way at a time; the two may overlap. Disposing it may
/// take a while, until everything is sent; disposing it again meanwhile closes it at once.
/// </summary>
public interface IChatConnection : IAsyncDisposable
{
    /// <summary>Names the connection in logs; unique within the process.</summary>
    string Id { get; }

    /// <summary>Where the client is, or null where that means nothing.</summary>
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Receives what the client has sent, at least one byte.</summary>
    /// <param name="buffer">Where the bytes go. With an empty buffer it waits until there is something to receive, and takes nothing; if the token is cancelled, it may end then as if there were.</param>
    /// <param name="cancellationToken">Ends the waiting; the connection can still send.</param>
    /// <returns>How many bytes were received; for a buffer that is not empty, 0 means that the client has closed its side.</returns>
    /// <exception cref="IOException">The connection is broken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>
    /// Sends all the bytes, and completes when the transport has taken them. Most sends complete at once: a transport returns a
    /// completed task then, since everybody's lines are sent one after the other by the same thread.
    /// </summary>
    /// <param name="bytes">What to send. It doesn't change until the send has completed, and is used for something else then: who needs it longer copies it.</param>
    /// <param name="cancellationToken">Gives the connection up: what the client got is not known, and nothing more can be sent.</param>
    /// <exception cref="IOException">The connection is broken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
