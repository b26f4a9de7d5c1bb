namespace LineChat;

/// <summary>
/// Everybody who has signed on, under nicknames that are unique in it, and the rooms where they are. Every member may be called from any
/// thread; none of them waits for a reader.
/// </summary>
public abstract class Chat
{
    /// <summary>For those who derive from it.</summary>
    protected Chat()
    {
    }

    /// <summary>The room where everybody arrives.</summary>
    public abstract IChatRoom Lobby { get; }

    /// <summary>The rooms there are, in the order in which they were opened, the lobby first: a copy made now.</summary>
    public abstract IReadOnlyList<IChatRoom> Rooms { get; }

    /// <summary>Everybody who has signed on, room by room, in each in the order of arrival: a copy made now, in which everybody is in one
    /// room.</summary>
    public abstract IReadOnlyList<ChatMember> Members { get; }

    /// <summary>Finds a member by nickname, as <c>/msg</c> does.</summary>
    /// <param name="nickname">The nickname, in any spelling that the policy takes for the same.</param>
    /// <param name="cancellationToken">Gives up finding.</param>
    /// <returns>The member, or null if nobody has that nickname.</returns>
    public abstract ValueTask<ChatMember?> FindMemberAsync(string nickname, CancellationToken cancellationToken = default);

    /// <summary>Finds a room by its name, or by one that looks like it.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The room, or null if there is none.</returns>
    public abstract IChatRoom? FindRoom(string name);

    /// <summary>
    /// Finds a room, or opens it. One that the host opens stays until it is closed, whether or not somebody is in it; one that a member
    /// opens with <c>/join</c> is gone when the last has
    /// left it.
    /// </summary>
    /// <param name="name">The name; it has the rules of <see cref="NicknamePolicy"/>, and at most <see cref="RoomOptions.MaxNameLength"/>
    /// characters.</param>
    /// <param name="topic">What the room is for, if it is opened; shown to everybody who comes in.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    public abstract ValueTask<OpenRoomResult> OpenRoomAsync(string name, string? topic = null, CancellationToken cancellationToken = default);

    /// <summary>Lets somebody into the lobby. See <see cref="IChatRoom.JoinAsync"/>.</summary>
    /// <param name="nickname">The nickname that is asked for.</param>
    /// <param name="connection">Where the member reads, or null for a member of the host's own (a bot).</param>
    /// <param name="options">What the host knows about the member; null is nothing.</param>
    /// <param name="cancellationToken">Gives up joining.</param>
    /// <exception cref="ArgumentException">There is no such wire form.</exception>
    public abstract ValueTask<JoinResult> JoinAsync(
        string nickname,
        IChatConnection? connection = null,
        JoinOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Tells everybody something, in all rooms, in the server's name. In a chat that is closed it does nothing.</summary>
    /// <param name="text">One line. What a terminal could obey is taken out of it, and line ends become spaces.</param>
    /// <param name="cancellationToken">Cancels the announcement where it was not made yet.</param>
    /// <returns>A task that completes when the text has its place among the lines of every room.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public abstract ValueTask AnnounceAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>
    /// What happens from now on in all rooms, for the host's own code, as <see cref="IChatRoom.WatchAsync"/> tells it of one. What happened
    /// in one room comes in its order. Who goes to another
    /// room has left the one before it arrives.
    /// </summary>
    /// <param name="capacity">How many events may wait to be read; at least 1.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public abstract IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the chat: everybody is told that the server is stopping, and is out of it without another notice. Nobody can join from
    /// then on. What was said before is still delivered. Closing it once more does nothing.
    /// </summary>
    /// <param name="cancellationToken">Cancels the closing, unless it has begun.</param>
    /// <returns>A task that completes when nobody is in the chat.</returns>
    public abstract ValueTask CloseAsync(CancellationToken cancellationToken = default);
}
