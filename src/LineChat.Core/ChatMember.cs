using System.Net;

namespace LineChat;

/// <summary>
/// Somebody in the chat, and what they can do there. Every member may be called from any thread. After the member has left, the
/// verbs do nothing. Disposing of it leaves the chat, and waits until everything owed to its connection has been sent, at most
/// for <see cref="LimitOptions.FlushTimeout"/>.
/// </summary>
/// <remarks>
/// What the member says, does, whispers, sets as the topic, is renamed to or where it goes is subject to the filters
/// (<see cref="IChatFilter"/>), and all but the last to being muted (<see cref="MuteAsync"/>), whether a client typed it or the host's code
/// calls. If it is refused the member's connection is told why, and the result says so.
/// </remarks>
public abstract class ChatMember : IAsyncDisposable
{
    /// <summary>For those who derive from it.</summary>
    protected ChatMember()
    {
    }

    /// <summary>The nickname that everybody sees now, or the last one of a member that has left.</summary>
    public abstract string Nickname { get; }

    /// <summary>The room where it is, or was last.</summary>
    public abstract IChatRoom Room { get; }

    /// <summary>When it joined the chat.</summary>
    public abstract DateTimeOffset JoinedAt { get; }

    /// <summary>Where it is: what the host said in <see cref="JoinOptions.RemoteEndPoint"/>, or else the address of its connection;
    /// null where that means nothing.</summary>
    public abstract EndPoint? RemoteEndPoint { get; }

    /// <summary>What the host gave in <see cref="JoinOptions.State"/>, for its own use; null if nothing.</summary>
    public abstract object? State { get; }

    /// <summary>Whether the host made it an operator (<see cref="JoinOptions.IsOperator"/>).</summary>
    public abstract bool IsOperator { get; }

    /// <summary>Gets until when it is muted: null if it is not, or not any longer; <see cref="DateTimeOffset.MaxValue"/> if it is for
    /// good.</summary>
    public abstract DateTimeOffset? MutedUntil { get; }

    /// <summary>Cancelled when the member is out of the chat: it left or was removed, its connection broke or stalled, or the chat was
    /// closed.</summary>
    public abstract CancellationToken Departed { get; }

    /// <summary>Says a line to everybody else in its room.</summary>
    /// <param name="utf8">The text without a line end. What a terminal could obey is taken out of it; an empty text says nothing.</param>
    /// <param name="cancellationToken">Gives up saying it.</param>
    public abstract ValueTask<SayResult> SayAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="SayAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    /// <param name="text">The text without a line end. What a terminal could obey is taken out of it; an empty text says nothing.</param>
    /// <param name="cancellationToken">Gives up saying it.</param>
    public abstract ValueTask<SayResult> SayAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Tells everybody else in its room what this member does, as in <c>* Ben waves</c>.</summary>
    /// <param name="text">What is done. An empty text does nothing.</param>
    /// <param name="cancellationToken">Gives up saying it.</param>
    public abstract ValueTask<SayResult> ActAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says a line to one other member alone, in whatever room that is, and shows it to this one. Waits while too much is owed to this
    /// member, never for the other.
    /// </summary>
    /// <param name="nickname">Whom to tell.</param>
    /// <param name="text">What to tell.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask<WhisperResult> WhisperAsync(string nickname, string text, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says a line to one other member alone, whatever its nickname is by now, and shows it to this one. Waits while too much is owed to
    /// this member, never for the other.
    /// </summary>
    /// <param name="member">Whom to tell.</param>
    /// <param name="text">What to tell.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask<WhisperResult> WhisperAsync(ChatMember member, string text, CancellationToken cancellationToken = default);

    /// <summary>Answers the person who whispered to this member last, as <c>/reply</c> does, whatever nickname they or others have by
    /// now.</summary>
    /// <param name="text">What to tell.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask<WhisperResult> AnswerAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Takes another nickname, and tells everybody else in its room.</summary>
    /// <param name="nickname">The nickname that is asked for.</param>
    /// <param name="cancellationToken">Gives up renaming.</param>
    public abstract ValueTask<RenameResult> RenameAsync(string nickname, CancellationToken cancellationToken = default);

    /// <summary>Sets the topic of its room, and tells everybody in it.</summary>
    /// <param name="topic">As in <see cref="IChatRoom.SetTopicAsync"/>.</param>
    /// <param name="cancellationToken">Gives up setting it.</param>
    public abstract ValueTask<SayResult> SetTopicAsync(string topic, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes to another room: a departure here and an arrival there. The member hears all of this room up to its departure, and then the
    /// other from its arrival on. Waits while this member is behind in the room where it was before this one.
    /// </summary>
    /// <param name="room">Where to, a room of the same chat.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">The room is of another chat.</exception>
    public abstract ValueTask<MoveResult> MoveAsync(IChatRoom room, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes to the room of a name, as <c>/join</c> does. If there is none it is opened, and is gone again when the last has left it.
    /// </summary>
    /// <param name="room">The name, or one that looks like it; see <see cref="Chat.OpenRoomAsync"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask<MoveResult> MoveAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>
    /// Tells this member alone something. Its place among the lines of the room is that of this call: after what was said before,
    /// before what is said later. Waits while too much is owed to the member (<see cref="LimitOptions.MaxOwedReplies"/>).
    /// </summary>
    /// <param name="message">What to tell. In <see cref="ChatMessageKind.Who"/> the chat itself fills in who is
    /// here, as of the place of that message, and names as many as fit in half of what may be owed.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask ReplyAsync(ChatMessage message, CancellationToken cancellationToken = default) =>
        ReplyAsync([message], cancellationToken);

    /// <summary>
    /// Tells this member alone several things, as <see cref="ReplyAsync(ChatMessage, CancellationToken)"/> does; those that are more than
    /// half of what may be owed follow when the
    /// ones before have been sent, and other lines may come between them.
    /// </summary>
    /// <param name="messages">What to tell, a message a line.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask ReplyAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken = default);

    /// <summary>Sends bytes to this member's connection as they are, between two lines, in turn with the replies.</summary>
    /// <param name="bytes">What to send. It is not copied, and must not change any more.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default);

    /// <summary>
    /// What this member hears from now on, for members without a connection: what <see cref="IChatRoom.WatchAsync"/> tells of the room
    /// where it is, without what
    /// the member itself did, and what is whispered to it.
    /// </summary>
    /// <param name="capacity">How many events may wait to be read; at least 1.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public abstract IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default);

    /// <summary>
    /// Mutes this member, in every room where it goes: what it wants to say, do, whisper, be called or set as the topic is refused, and
    /// it is told until when. It can still read, go to other rooms and leave. Completes when it is muted.
    /// </summary>
    /// <param name="until">Until when, by the chat's clock (<see cref="TimeProvider"/>); <see cref="DateTimeOffset.MaxValue"/> is for
    /// good, and null or a time in the past lifts it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask MuteAsync(DateTimeOffset? until, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes this member from the chat: it is told so (<see cref="ChatMessageKind.Kicked"/>) and disconnected, as if it had left, and
    /// everybody else in its room sees that it was removed (<see cref="ChatMessageKind.Removed"/>). Completes when it is out of the
    /// chat; what is owed to it is sent within <see cref="LimitOptions.FlushTimeout"/>.
    /// </summary>
    /// <param name="reason">Why, for everybody to read: one line of at most 512 bytes of UTF-8; more is cut. What a terminal could obey is
    /// taken out of it. Null or empty: no reason is told.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public abstract ValueTask KickAsync(string? reason = null, CancellationToken cancellationToken = default);

    /// <summary>Leaves the chat, and tells everybody else in its room. What was said before is still delivered to this member's
    /// connection.</summary>
    public abstract void Leave();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Leaves the chat since the connection is lost.</summary>
    internal virtual void Lose(Exception exception) => Leave();
}
