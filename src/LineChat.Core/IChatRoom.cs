namespace LineChat;

/// <summary>
/// A room of the chat: who is in it, and what was said there. The one that is injected is the lobby. Every member may be called from any
/// thread; none of them waits for a reader.
/// </summary>
public interface IChatRoom
{
    /// <summary>The name of the room.</summary>
    string Name { get; }

    /// <summary>What the room is for, or empty.</summary>
    string Topic { get; }

    /// <summary>When the room was opened.</summary>
    DateTimeOffset OpenedAt { get; }

    /// <summary>How many members are in it.</summary>
    int MemberCount { get; }

    /// <summary>Who is in it, in the order of arrival: a copy made now.</summary>
    IReadOnlyList<ChatMember> Members { get; }

    /// <summary>
    /// Lets somebody in: checks the nickname, and announces the arrival to everybody else. From then on the chat sends to the connection,
    /// and nobody else may.
    /// </summary>
    /// <param name="nickname">The nickname that is asked for.</param>
    /// <param name="connection">Where the member reads, or null for a member of the host's own (a bot), which hears the room by
    /// <see cref="ChatMember.WatchAsync"/>. The chat doesn't receive from the connection and doesn't dispose of it.</param>
    /// <param name="options">What the host knows about the member; null is nothing.</param>
    /// <param name="cancellationToken">Gives up joining.</param>
    /// <returns>The new member, or why there is none.</returns>
    /// <exception cref="ArgumentException">There is no such wire form.</exception>
    ValueTask<JoinResult> JoinAsync(
        string nickname,
        IChatConnection? connection = null,
        JoinOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Lets a connection hear the room before it has a nickname. From then on the chat sends to it, and nobody else may. Nobody is told,
    /// unless the
    /// dialect has words for <see cref="ChatMessageKind.Connected"/>.
    /// </summary>
    /// <param name="connection">Where the guest reads. The chat doesn't receive from it and doesn't dispose of it.</param>
    /// <param name="options">What the host knows about the guest, and about the member that it becomes; null is nothing.</param>
    /// <param name="announce">Whether the others may be told when it comes and when it goes.</param>
    /// <returns>The guest, or null if the room is closed.</returns>
    /// <exception cref="ArgumentException">There is no such wire form.</exception>
    ChatGuest? Admit(IChatConnection connection, JoinOptions? options = null, bool announce = true);

    /// <summary>Tells everybody in the room something, in the server's name. In a room that is closed it does nothing.</summary>
    /// <param name="text">One line. What a terminal could obey is taken out of it, and line ends become spaces.</param>
    /// <param name="cancellationToken">Cancels the announcement, unless it was made already.</param>
    /// <returns>A task that completes when the text has its place among the lines of the room.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    ValueTask AnnounceAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Sets what the room is for, and tells everybody in it. In a room that is closed it does nothing.</summary>
    /// <param name="topic">One line of at most 512 bytes of UTF-8; more is cut. An empty topic clears it. What a terminal could obey is
    /// taken out of it.</param>
    /// <param name="cancellationToken">Cancels the change, unless it was made already.</param>
    /// <returns>A task that completes when the topic is set.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="topic"/> is null.</exception>
    ValueTask SetTopicAsync(string topic, CancellationToken cancellationToken = default);

    /// <summary>
    /// What happens from now on, for the host's own code: arrivals, departures, new nicknames, what is said and announced, topics, who
    /// is muted, and that the room is closed; not what is whispered. The room never waits for the one who watches: what finds no place
    /// is left out, and counted in
    /// <see cref="ChatEvent.Dropped"/>. Watching begins with the first <c>MoveNextAsync</c>, and ends with the room.
    /// </summary>
    /// <param name="capacity">How many events may wait to be read; at least 1.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the room: everybody in it is told; members go to the lobby, and guests are disconnected. Closing the lobby closes the chat
    /// (<see cref="Chat.CloseAsync"/>). Closing it once more does nothing.
    /// </summary>
    /// <param name="cancellationToken">Cancels the closing, unless it has begun.</param>
    /// <returns>A task that completes when nobody is in the room.</returns>
    ValueTask CloseAsync(CancellationToken cancellationToken = default);
}
