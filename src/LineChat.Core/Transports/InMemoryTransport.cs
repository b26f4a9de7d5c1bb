using System.Net;
using System.Threading.Channels;

namespace LineChat;

/// <summary>
/// Connections within the process, for tests and for hosts that bring their own. One listener; clients connect by <see cref="Connect"/>.
/// </summary>
public sealed class InMemoryTransport : ITransport
{
    private readonly Channel<IChatConnection> _connecting = Channel.CreateUnbounded<IChatConnection>();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IChatListener>> ListenAsync(CancellationToken cancellationToken) => new([new Listener(_connecting)]);

    /// <summary>Connects a client. It is served as soon as the server accepts.</summary>
    /// <param name="window">How many bytes the server may have sent that the client hasn't received; at least 1, default 65,536.</param>
    /// <exception cref="InvalidOperationException">The server has stopped listening.</exception>
    public InMemoryClient Connect(int window = 64 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        var client = new InMemoryClient(window);
        return _connecting.Writer.TryWrite(client.Connection) ? client : throw new InvalidOperationException("The server has stopped listening.");
    }

    private sealed class Listener(Channel<IChatConnection> connecting) : IChatListener
    {
        public EndPoint EndPoint { get; } = new InMemoryEndPoint();

        public ValueTask<IChatConnection> AcceptAsync(CancellationToken cancellationToken) => connecting.Reader.ReadAsync(cancellationToken);

        public async ValueTask DisposeAsync()
        {
            connecting.Writer.TryComplete();
            while (connecting.Reader.TryRead(out var notAccepted)) await notAccepted.DisposeAsync().ConfigureAwait(false);
        }
    }

    private sealed class InMemoryEndPoint : EndPoint
    {
        public override string ToString() => "memory";
    }
}
