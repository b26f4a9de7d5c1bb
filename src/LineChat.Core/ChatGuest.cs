namespace LineChat;

/// <summary>
/// A connection that hears a room and has no nickname yet. Every member may be called from any thread. Disposing of it ends that, also
/// when it has become a member, and waits until everything owed to the connection has been sent, at most for
/// <see cref="LimitOptions.FlushTimeout"/>.
/// </summary>
public abstract class ChatGuest : IAsyncDisposable
{
    /// <summary>For those who derive from it.</summary>
    protected ChatGuest()
    {
    }

    /// <summary>Cancelled when it hears the room no more: its connection broke or stalled, or it or the room was closed.</summary>
    public abstract CancellationToken Departed { get; }

    /// <summary>Makes a member of it, as <see cref="IChatRoom.JoinAsync"/> does.</summary>
    /// <param name="nickname">The nickname that is asked for.</param>
    /// <param name="cancellationToken">Gives up joining.</param>
    /// <exception cref="InvalidOperationException">It is a member already.</exception>
    public abstract ValueTask<JoinResult> JoinAsync(string nickname, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ChatMember.ReplyAsync(ChatMessage, CancellationToken)"/>
    public ValueTask ReplyAsync(ChatMessage message, CancellationToken cancellationToken = default) =>
        ReplyAsync([message], cancellationToken);

    /// <inheritdoc cref="ChatMember.ReplyAsync(IReadOnlyList{ChatMessage}, CancellationToken)"/>
    public abstract ValueTask ReplyAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ChatMember.ReplyAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    public abstract ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
