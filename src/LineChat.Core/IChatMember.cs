namespace LineChat;

/// <summary>
/// Somebody in the room, and what they can do there. Every member may be called from any thread. After the member has left, the
/// verbs do nothing. Disposing of it leaves the room, and waits until everything owed to its connection has been sent, at most
/// for <see cref="LineChatOptions.FlushTimeout"/>.
/// </summary>
public interface IChatMember : IAsyncDisposable
{
    /// <summary>The nickname that everybody sees now.</summary>
    string Nickname { get; }

    /// <summary>Cancelled when the member is out of the room: it left, its connection broke or stalled, or the room was closed.</summary>
    CancellationToken Left { get; }

    /// <summary>Gets the person who whispered to this member last, whether or not they are still here, or null.</summary>
    IChatPerson? Correspondent { get; }

    /// <summary>Says a line to everybody else.</summary>
    /// <param name="utf8">The text without a line end. What a terminal could obey is taken out of it; an empty text says nothing.</param>
    void Say(ReadOnlyMemory<byte> utf8);

    /// <summary>Says a line to everybody else.</summary>
    /// <param name="text">The text without a line end. What a terminal could obey is taken out of it; an empty text says nothing.</param>
    void Say(string text);

    /// <summary>Tells everybody else what this member does, as in <c>* Ben waves</c>.</summary>
    /// <param name="text">What is done. An empty text does nothing.</param>
    void Act(string text);

    /// <summary>
    /// Says a line to one other member alone, and shows it to this one. Waits while too much is owed to this member, never for the other.
    /// </summary>
    /// <param name="nickname">Whom to tell.</param>
    /// <param name="text">What to tell.</param>
    ValueTask<WhisperResult> WhisperAsync(string nickname, string text);

    /// <summary>
    /// Says a line to one other member alone, whatever its nickname is by now, and shows it to this one. Waits while too much is owed to this member, never for the other.
    /// </summary>
    /// <param name="person">Whom to tell: usually the <see cref="Correspondent"/>.</param>
    /// <param name="text">What to tell.</param>
    /// <returns><see cref="WhisperResult.NobodyThere"/> if the person has left, even if somebody else has the nickname now, or is of another room.</returns>
    ValueTask<WhisperResult> WhisperAsync(IChatPerson person, string text);

    /// <summary>Takes another nickname, and tells everybody else.</summary>
    /// <param name="nickname">The nickname that is wished for.</param>
    RenameResult Rename(string nickname);

    /// <summary>
    /// Tells this member alone something. Its place among the lines of the room is that of this call: after what was said before,
    /// before what is said later. Waits while too much is owed to the member (<see cref="LineChatOptions.MaxOwedReplies"/>); of many messages those
    /// that are more than half of what may be owed follow when the ones before have been sent, and other lines may come between them.
    /// </summary>
    /// <param name="messages">What to tell, a message a line. In <see cref="ChatMessageKind.Who"/> the room itself fills in who is
    /// here, as of the place of that message, and names as many as fit in half of what may be owed.</param>
    ValueTask ReplyAsync(params IReadOnlyList<ChatMessage> messages);

    /// <summary>Sends bytes to this member's connection as they are, between two lines, in turn with the replies.</summary>
    /// <param name="bytes">What to send. It is not copied, and must not change any more.</param>
    ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>
    /// What this member hears from now on, for members without a connection: what <see cref="IChatRoom.WatchAsync"/> tells, without what
    /// the member itself did, and what is whispered to it.
    /// </summary>
    /// <param name="capacity">How many events may wait to be read; at least 1.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default);

    /// <summary>Leaves the room, and tells everybody else. What was said before is still delivered to this member's connection.</summary>
    void Leave();
}
