using System.Net;
using System.Text;
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
    private readonly JoinOptions? _options;
    private volatile ChatRoom _room;
    private volatile bool _hears;
    private Farewell? _farewell;
    private volatile Person? _correspondent;
    private long _joinedAt;
    private RoomsRead? _read; // null as long as it has not left a room that shows the past
    private Mute _mute;

    public Member(ChatRoom room, int number, WireForm form, JoinOptions? options = null)
    {
        _room = room;
        _options = options;
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

    public override EndPoint? RemoteEndPoint => _options?.RemoteEndPoint ?? Delivery?.RemoteEndPoint;

    public override object? State => _options?.State;

    public override bool IsOperator => _options is { IsOperator: true };

    public override DateTimeOffset? MutedUntil => _mute.Until(Chat.Time);

    public override CancellationToken Departed => _departed.Token;

    /// <summary>Whether nobody need be asked whether it may do something.</summary>
    public bool IsFree => !_mute.IsSet && Chat.Filters.IsEmpty;

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

    public override ValueTask<SayResult> SayAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken) =>
        SayAsync(ChatAction.Say, TextSafety.Clean(utf8), cancellationToken);

    public override ValueTask<SayResult> SayAsync(string text, CancellationToken cancellationToken) =>
        SayAsync(ChatAction.Say, Clean(text), cancellationToken);

    public override ValueTask<SayResult> ActAsync(string text, CancellationToken cancellationToken) =>
        SayAsync(ChatAction.Act, Clean(text), cancellationToken);

    /// <summary>Asks whether it may do something. If not, its connection is told why, unless it is only joining.</summary>
    /// <param name="action">What.</param>
    /// <param name="text">What is to be said, the nickname, the name of the room, or the topic; safe to show.</param>
    /// <param name="other">Whom a whisper is for.</param>
    /// <param name="otherRoom">The room to go to, if there is one.</param>
    /// <param name="connection">Where it will read, while it is joining.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async ValueTask<Verdict> AskAsync(
        ChatAction action,
        string text,
        Member? other,
        IChatRoom? otherRoom,
        IChatConnection? connection,
        CancellationToken cancellationToken)
    {
        bool joins = action == ChatAction.Join;
        bool speaks = action is not (ChatAction.Join or ChatAction.Enter);
        var refusal = speaks ? _mute.Refusal(Chat.Time) : null;
        string? changed = null;
        if (refusal is null && !Chat.Filters.IsEmpty)
        {
            var context = new ChatFilterContext
            {
                Action = action,
                Room = _room,
                Member = joins ? null : this,
                Nickname = joins ? text : Nickname,
                Text = text,
                Other = other,
                OtherRoom = otherRoom,
                RemoteEndPoint = RemoteEndPoint ?? connection?.RemoteEndPoint,
                State = State,
                IsOperator = IsOperator,
            };
            (changed, refusal) = await Chat.Filters.AskAsync(context, Departed, cancellationToken).ConfigureAwait(false);
            if (speaks) refusal ??= _mute.Refusal(Chat.Time); // meanwhile
        }

        if (refusal is { } refused && !joins) await ReplyAsync(refused.Message, cancellationToken).ConfigureAwait(false);
        return new(changed, refusal);
    }

    public override ValueTask<WhisperResult> WhisperAsync(string nickname, string text, CancellationToken cancellationToken) =>
        Chat.WhisperAsync(this, nickname, Clean(text), cancellationToken);

    public override ValueTask<WhisperResult> WhisperAsync(ChatMember member, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Chat.WhisperAsync(this, (member as Member)?.Person, Clean(text), WhisperStatus.HasLeft, cancellationToken);
    }

    public override ValueTask<WhisperResult> AnswerAsync(string text, CancellationToken cancellationToken)
    {
        var person = _correspondent;
        return Chat.WhisperAsync(this, person, Clean(text), person is null ? WhisperStatus.NobodyToAnswer : WhisperStatus.HasLeft, cancellationToken);
    }

    public override ValueTask<RenameResult> RenameAsync(string nickname, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        return Chat.RenameAsync(this, nickname, cancellationToken);
    }

    public override ValueTask<SayResult> SetTopicAsync(string topic, CancellationToken cancellationToken) =>
        SayAsync(ChatAction.SetTopic, ChatRoom.CleanTopic(topic), cancellationToken);

    public override ValueTask<MoveResult> MoveAsync(IChatRoom room, CancellationToken cancellationToken) =>
        Chat.MoveAsync(this, room, cancellationToken);

    public override ValueTask<MoveResult> MoveAsync(string room, CancellationToken cancellationToken) =>
        Chat.MoveAsync(this, room, cancellationToken);

    public override ValueTask ReplyAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken) =>
        Chat.Replies.TellAsync(this, messages, cancellationToken);

    public override ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        Replies.SendAsync(this, bytes, cancellationToken);

    public override IAsyncEnumerable<ChatEvent> WatchAsync(int capacity, CancellationToken cancellationToken) =>
        Chat.WatchAsync(this, capacity, cancellationToken);

    public override ValueTask MuteAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        var now = Chat.Now;
        using (Hold(out var room))
        {
            if (IsPresent) room.TellMuted(this, _mute.Set(until, now) ? until : null, now);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask KickAsync(string? reason, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        Leave(DepartureReason.Kicked, TextSafety.Clean((reason ?? "").Trim(), ChatRoom.MaxTextLength));
        return ValueTask.CompletedTask;
    }

    public override void Leave() => Leave(DepartureReason.LeftChat);

    public void Leave(DepartureReason reason, ReadOnlyMemory<byte> why = default)
    {
        while (!_room.TryLeave(this, reason, why))
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
    internal override void Lose(Exception exception) => Chat.Lose(this, exception);

    /// <summary>After <see cref="Exit"/>, without the lock: tells whoever waits for it, and sends the rest.</summary>
    public void Dismiss()
    {
        _ = _departed.CancelAsync(); // what is registered there must not run on the thread that goes on to the next member
        Delivery?.Dismiss();
    }

    private static ReadOnlyMemory<byte> Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TextSafety.Clean(text);
    }

    private ValueTask<SayResult> SayAsync(ChatAction action, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<SayResult>(cancellationToken);
        return IsFree ? new(Say(action, text)) : SayIfAllowedAsync(action, text, cancellationToken);
    }

    private async ValueTask<SayResult> SayIfAllowedAsync(ChatAction action, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var verdict = await AskAsync(action, Encoding.UTF8.GetString(text.Span), null, null, null, cancellationToken).ConfigureAwait(false);
        if (verdict.Refusal is { } refusal) return SayResult.Refused(refusal.Reason);
        return Say(action, verdict.Text is { } other ? Encoding.UTF8.GetBytes(other) : text);
    }

    private SayResult Say(ChatAction action, ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty && action == ChatAction.Act) return SayResult.Empty;
        bool? isSaid;
        do isSaid = action == ChatAction.SetTopic ? _room.TrySetTopic(this, text) : _room.TrySay(this, InWords(action, text), action == ChatAction.Act ? ChatEventKind.Acted : ChatEventKind.Said);
        while (isSaid is null);
        if (isSaid == false) return SayResult.Closed;
        return text.IsEmpty && action == ChatAction.Say ? SayResult.Empty : SayResult.Said;
    }

    private static ChatMessage InWords(ChatAction action, ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty) return new(ChatMessageKind.SaidNothing);
        return new(action == ChatAction.Act ? ChatMessageKind.Acted : ChatMessageKind.Said) { Text = text };
    }
}
