using LineChat.Lines;

namespace LineChat.Rooms;

/// <summary>
/// Somebody in the chat: a guest until it has a nickname, then a member. What changes about it changes under the lock of the room where it
/// is (<see cref="Hold"/>); the chat
/// does what its verbs ask.
/// </summary>
internal sealed class Member : ChatMember
{
    private readonly CancellationTokenSource _departed = new();
    private volatile ChatRoom _room;
    private volatile bool _hears;
    private Farewell? _farewell;
    private volatile Person? _correspondent;
    private long _joinedAt;
    private RoomsRead? _read; // null as long as it has not left a room that shows the past

    public Member(ChatRoom room, int number, WireForm form)
    {
        _room = room;
        Number = number;
        Form = form;
        Person = new(this);
        Place = new(this);
    }

    /// <summary>What the member's lines in the log are marked with; never 0, which is the server.</summary>
    public int Number { get; }

    /// <summary>How it reads.</summary>
    public WireForm Form { get; }

    /// <summary>What others keep of it.</summary>
    public Person Person { get; }

    /// <summary>The nickname as it was claimed; null for a guest.</summary>
    public NicknameCheck? Claim { get; private set; }

    /// <summary>Whether the others may be told of it while it is a guest.</summary>
    public bool IsTold { get; init; }

    /// <summary>Its place among the guests, or among those present, in the order of their arrival.</summary>
    public LinkedListNode<Member> Place { get; }

    /// <summary>What brings it the lines; null for a member without a connection.</summary>
    public Delivery? Delivery { get; set; }

    /// <summary>Whether it is here, with a nickname or without.</summary>
    public bool Hears => _hears;

    /// <summary>Whether it is here with a nickname.</summary>
    public bool IsPresent => _hears && Claim is not null;

    public override string Nickname => Person.Nickname;

    public override ChatRoom Room => _room;

    private ChatCore Chat => _room.Chat;

    public override DateTimeOffset JoinedAt => new(_joinedAt, TimeSpan.Zero);

    public override CancellationToken Departed => _departed.Token;

    /// <summary>Who whispered to it last.</summary>
    public Person? Correspondent => _correspondent;

    public bool IsOf(ChatCore chat) => ReferenceEquals(chat, Chat);

    /// <summary>Takes the lock of the room where it is: it stays there as long as that is held.</summary>
    public Lock.Scope Hold(out ChatRoom room)
    {
        while (true)
        {
            room = _room;
            var scope = room.Lock.EnterScope();
            if (ReferenceEquals(room, _room)) return scope;
            scope.Dispose();
        }
    }

    public override ValueTask SayAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) => Say(ChatMessageKind.Said, TextSafety.Clean(utf8), ChatEventKind.Said);

    public override ValueTask SayAsync(string text, CancellationToken cancellationToken) => Say(ChatMessageKind.Said, TextSafety.Clean(text), ChatEventKind.Said);

    public override ValueTask ActAsync(string text, CancellationToken cancellationToken) => Say(ChatMessageKind.Acted, TextSafety.Clean(text), ChatEventKind.Acted);

    public override ValueTask<WhisperResult> WhisperAsync(string nickname, string text, CancellationToken cancellationToken) =>
        Chat.WhisperAsync(this, nickname, TextSafety.Clean(text), cancellationToken);

    public override ValueTask<WhisperResult> WhisperAsync(ChatMember member, string text, CancellationToken cancellationToken) =>
        Chat.WhisperAsync(this, (member as Member)?.Person, TextSafety.Clean(text), cancellationToken);

    public override ValueTask<WhisperResult> AnswerAsync(string text, CancellationToken cancellationToken) =>
        _correspondent is { } person
            ? Chat.WhisperAsync(this, person, TextSafety.Clean(text), cancellationToken)
            : new(new WhisperResult(WhisperStatus.NobodyToAnswer, ""));

    public override ValueTask<RenameResult> RenameAsync(string nickname, CancellationToken cancellationToken) => Chat.RenameAsync(this, nickname, cancellationToken);

    public override ValueTask SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        while (!_room.TrySetTopic(this, topic))
        {
            // It went to another room meanwhile.
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask<MoveResult> MoveAsync(IChatRoom room, CancellationToken cancellationToken) => Chat.MoveAsync(this, room, cancellationToken);

    public override ValueTask<MoveResult> MoveAsync(string room, CancellationToken cancellationToken) => Chat.MoveAsync(this, room, cancellationToken);

    public override ValueTask ReplyAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken) => Chat.Replies.TellAsync(this, messages, cancellationToken);

    public override ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => Replies.SendAsync(this, bytes, cancellationToken);

    public override IAsyncEnumerable<ChatEvent> WatchAsync(int capacity, CancellationToken cancellationToken) => Chat.WatchAsync(this, capacity, cancellationToken);

    public override void Leave() => Leave(DepartureReason.Left);

    public void Leave(DepartureReason reason)
    {
        while (!_room.TryLeave(this, reason))
        {
            // It went to another room meanwhile.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Leave();
        if (Delivery is not null) await Delivery.FinishAsync().ConfigureAwait(false);
        Interlocked.Exchange(ref _farewell, Farewell.Taken)?.Take();
    }

    /// <summary>Counts when it is gone: when it was disposed of. One without a connection need not be, and counts at once.</summary>
    public void Take(Farewell farewell)
    {
        if (Delivery is null || Interlocked.CompareExchange(ref _farewell, farewell, null) is not null) farewell.Take();
    }

    /// <summary>Under the room's lock: it hears what comes from now on.</summary>
    public void Hear() => _hears = true;

    /// <summary>Under the room's lock: nothing that comes later is for this member.</summary>
    public void Exit()
    {
        _hears = false;
        _correspondent = null;
        Person.Leave();
        Delivery?.Close();
    }

    /// <summary>Under the locks of both rooms: it is in another.</summary>
    public void GoTo(ChatRoom room) => _room = room;

    /// <summary>Under the locks of both rooms: it has left a room, and has read, or will, what comes before a line there.</summary>
    /// <param name="room">The room's place in the order of rooms.</param>
    /// <param name="line">The line's number; 0 if the room shows nothing of the past.</param>
    public void HasRead(int room, long line)
    {
        if (line > 0) (_read ??= new()).Set(room, line);
    }

    /// <summary>The number of the line in a room before which it has read everything; 0 if it was not there before.</summary>
    public long ReadBefore(int room) => _read?.Find(room) ?? 0;

    /// <summary>Under the room's lock: it has joined.</summary>
    public void Arrive(DateTimeOffset now) => _joinedAt = now.UtcTicks;

    /// <summary>Under the room's lock.</summary>
    public void TakeNickname(NicknameCheck claim)
    {
        Person.TakeNickname(claim.Nickname!);
        Claim = claim;
    }

    /// <summary>Under the room's lock: somebody has whispered to it.</summary>
    public void Hear(Person whisperer) => _correspondent = whisperer;

    /// <summary>Nothing can be sent to its connection any more.</summary>
    public void Lose(Exception exception) => Chat.Lose(this, exception);

    /// <summary>After <see cref="Exit"/>, without the lock: tells whoever waits for it, and sends the rest.</summary>
    public void Dismiss()
    {
        _ = _departed.CancelAsync(); // what is registered there must not run on the thread that goes on to the next member
        Delivery?.Dismiss();
    }

    private ValueTask Say(ChatMessageKind kind, ReadOnlyMemory<byte> text, ChatEventKind happened)
    {
        if (text.IsEmpty && kind != ChatMessageKind.Said) return ValueTask.CompletedTask;
        var message = text.IsEmpty ? new(ChatMessageKind.SaidNothing) : new ChatMessage(kind) { Text = text };
        while (!_room.TrySay(this, message, happened))
        {
            // It went to another room meanwhile.
        }

        return ValueTask.CompletedTask;
    }
}
