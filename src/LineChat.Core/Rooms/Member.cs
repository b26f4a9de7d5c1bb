using LineChat.Lines;

namespace LineChat.Rooms;

/// <summary>
/// Somebody in the room: a guest until it has a nickname, then a member. What changes about it changes under the room's lock; the room does what its
/// verbs ask.
/// </summary>
internal sealed class Member : IChatMember, IChatGuest
{
    private readonly ChatRoom _room;
    private readonly CancellationTokenSource _left = new();
    private volatile bool _hears;
    private Farewell? _farewell;

    public Member(ChatRoom room, int number)
    {
        _room = room;
        Number = number;
        Person = new(this);
        Place = new(this);
    }

    /// <summary>What the member's lines in the log are marked with; never 0, which is the server.</summary>
    public int Number { get; }

    /// <summary>What others keep of it.</summary>
    public Person Person { get; }

    /// <summary>What makes its nickname unique: its key, and behind it what else it could be taken for.</summary>
    public string[] Keys { get; private set; } = [];

    /// <summary>Whether the others may be told of it while it is a guest.</summary>
    public bool IsTold { get; init; }

    /// <summary>Its place among the guests, or among those present, in the order of their arrival.</summary>
    public LinkedListNode<Member> Place { get; }

    /// <summary>What brings it the lines; null for a member without a connection.</summary>
    public Delivery? Delivery { get; set; }

    /// <summary>Whether it is here, with a nickname or without.</summary>
    public bool Hears => _hears;

    /// <summary>Whether it is here with a nickname.</summary>
    public bool IsPresent => _hears && Nickname.Length > 0;

    public string Nickname => Person.Nickname;

    public CancellationToken Left => _left.Token;

    public IChatPerson? Correspondent { get; set; }

    public bool IsOf(ChatRoom room) => ReferenceEquals(room, _room);

    public void Say(ReadOnlyMemory<byte> utf8) => _room.Append(this, new(ChatMessageKind.Said) { Text = TextSafety.Clean(utf8) }, ChatEventKind.Said);

    public void Say(string text) => _room.Append(this, new(ChatMessageKind.Said) { Text = TextSafety.Clean(text) }, ChatEventKind.Said);

    public void Act(string text) => _room.Append(this, new(ChatMessageKind.Acted) { Text = TextSafety.Clean(text) }, ChatEventKind.Acted);

    public ValueTask<WhisperResult> WhisperAsync(string nickname, string text) => _room.WhisperAsync(this, nickname, TextSafety.Clean(text));

    public ValueTask<WhisperResult> WhisperAsync(IChatPerson person, string text) => _room.WhisperAsync(this, person, TextSafety.Clean(text));

    public JoinResult Join(string nickname) => _room.Join(this, nickname, null);

    public RenameResult Rename(string nickname) => _room.Rename(this, nickname);

    public ValueTask ReplyAsync(params IReadOnlyList<ChatMessage> messages) => _room.ReplyAsync(this, messages);

    public ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes) => _room.ReplyAsync(this, bytes);

    public IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default) =>
        _room.WatchAsync(this, capacity, cancellationToken);

    public void Leave() => _room.Leave(this);

    public async ValueTask DisposeAsync()
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
        Correspondent = null;
        Person.Leave();
        Delivery?.Outbox.Close();
    }

    /// <summary>Under the room's lock.</summary>
    public void TakeNickname(string nickname, string[] keys)
    {
        Person.TakeNickname(nickname);
        Keys = keys;
    }

    /// <summary>Nothing can be sent to its connection any more.</summary>
    public void Lose(Exception exception) => _room.Lose(this, exception);

    /// <summary>After <see cref="Exit"/>, without the lock: tells whoever waits for it, and sends the rest.</summary>
    public void Dismiss()
    {
        _ = _left.CancelAsync(); // what is registered there must not run on the thread that goes on to the next member
        Delivery?.Dismiss();
    }
}
