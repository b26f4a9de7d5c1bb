namespace LineChat;

/// <summary>A place where connections come from. Every registered transport is bound when the host starts, and released when it stops.</summary>
public interface ITransport
{
    /// <summary>
    /// Binds everything this transport is configured to listen on, so that clients can connect when it returns. It binds all of it
    /// or nothing: what it throws fails the start of the host, and its message is what the operator reads.
    /// </summary>
    /// <param name="cancellationToken">Gives up binding.</param>
    /// <exception cref="IOException">An address cannot be bound; the message says which, and what to do.</exception>
    ValueTask<IReadOnlyList<IChatListener>> ListenAsync(CancellationToken cancellationToken);
}
