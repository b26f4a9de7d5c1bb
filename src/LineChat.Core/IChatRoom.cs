namespace LineChat;

/// <summary>Who is here and what was said. Every member may be called from any thread; none of them waits for a reader.</summary>
public interface IChatRoom
{
    /// <summary>The nicknames of those present, in the order of their arrival: a copy made now.</summary>
    IReadOnlyList<string> Nicknames { get; }

    /// <summary>
    /// Lets somebody in: checks the nickname, and announces the arrival to everybody else. From then on the room sends to the
    /// connection, and nobody else may.
    /// </summary>
    /// <param name="nickname">The nickname that is wished for.</param>
    /// <param name="connection">Where the member reads, or null for a member of the host's own (a bot), which hears the room by
    /// <see cref="IChatMember.WatchAsync"/>. The room doesn't receive from the connection and doesn't dispose of it.</param>
    /// <returns>The new member, or why there is none.</returns>
    JoinResult Join(string nickname, IChatConnection? connection = null);

    /// <summary>
    /// Lets a connection hear the room before it has a nickname. From then on the room sends to it, and nobody else may. Nobody is told, unless the
    /// dialect has words for <see cref="ChatMessageKind.Connected"/>.
    /// </summary>
    /// <param name="connection">Where the guest reads. The room doesn't receive from it and doesn't dispose of it.</param>
    /// <param name="isTold">Whether the others may be told, when it comes and when it goes.</param>
    /// <returns>The guest, or null if the room is closed.</returns>
    IChatGuest? Listen(IChatConnection connection, bool isTold = true);

    /// <summary>Says something to everybody in the server's name.</summary>
    /// <param name="text">One line. What a terminal could obey is taken out of it, and line ends become spaces.</param>
    void Announce(string text);

    /// <summary>
    /// What happens from now on, for the host's own code: arrivals, departures, new nicknames, what is said and announced; not what
    /// is whispered. The room never waits for the one who watches: what finds no place is left out, and counted in
    /// <see cref="ChatEvent.Missed"/>. Watching begins with the first <c>MoveNextAsync</c>, and ends with the room.
    /// </summary>
    /// <param name="capacity">How many events may wait to be read; at least 1.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the room: everybody is told that the server is stopping, and is out of the room without another notice. Nobody can join
    /// from then on. What was said before is still delivered.
    /// </summary>
    void Close();
}
