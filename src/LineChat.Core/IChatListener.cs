using System.Net;

namespace LineChat;

/// <summary>A bound address where clients connect. Disposing of it stops listening; connections accepted before live on.</summary>
public interface IChatListener : IAsyncDisposable
{
    /// <summary>Where it listens, with the port that it really got.</summary>
    EndPoint EndPoint { get; }

    /// <summary>
    /// Waits for the next client. What can be survived is survived inside: a client that is gone before it is accepted is passed
    /// over, and when descriptors run out this waits until some are free. Whatever it throws ends the accepting here.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<IChatConnection> AcceptAsync(CancellationToken cancellationToken);
}
