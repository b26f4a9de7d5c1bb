namespace LineChat;

/// <summary>
/// A connection that hears the room and has no nickname yet. Every member may be called from any thread. Disposing of it ends that, also
/// when it has become a member, and waits until everything owed to the connection has been sent, at most for <see cref="LineChatOptions.FlushTimeout"/>.
/// </summary>
public interface IChatGuest : IAsyncDisposable
{
    /// <summary>Cancelled when it hears the room no more: its connection broke or stalled, or it or the room was closed.</summary>
    CancellationToken Left { get; }

    /// <summary>Makes a member of it, as <see cref="IChatRoom.Join"/> does.</summary>
    /// <param name="nickname">The nickname that is wished for.</param>
    /// <exception cref="InvalidOperationException">It is a member already.</exception>
    JoinResult Join(string nickname);

    /// <summary>Tells the connection alone something, in its place among the lines.</summary>
    /// <param name="messages">What to tell, a message a line.</param>
    ValueTask ReplyAsync(params IReadOnlyList<ChatMessage> messages);

    /// <summary>Sends bytes to the connection as they are, between two lines, in turn with the replies.</summary>
    /// <param name="bytes">What to send. It is not copied, and must not change any more.</param>
    ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes);
}
