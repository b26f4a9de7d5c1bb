using LineChat.Lines;

namespace LineChat.Rooms;

/// <summary>Somebody in the room. What changes about it changes under the room's lock; the room does what its verbs ask.</summary>
internal sealed class Member : IChatMember
{
    private readonly ChatRoom _room;
    private readonly CancellationTokenSource _left = new();
    private volatile string _nickname;
    private volatile bool _isPresent;

    public Member(ChatRoom room, int number, string nickname, string key)
    {
        _room = room;
        Number = number;
        _nickname = nickname;
        Key = key;
        Place = new(this);
    }

    /// <summary>What the member's lines in the log are marked with; never 0, which is the server.</summary>
    public int Number { get; }

    /// <summary>What makes its nickname unique.</summary>
    public string Key { get; private set; }

    /// <summary>Its place among those present, in the order of their arrival.</summary>
    public LinkedListNode<Member> Place { get; }

    /// <summary>What brings it the lines; null for a member without a connection.</summary>
    public Delivery? Delivery { get; set; }

    public bool IsPresent => _isPresent;

    public string Nickname => _nickname;

    public CancellationToken Left => _left.Token;

    public IChatMember? Correspondent { get; set; }

    public void Say(ReadOnlyMemory<byte> utf8) => _room.Append(this, new(ChatMessageKind.Said) { Text = TextSafety.Clean(utf8) }, ChatEventKind.Said);

    public void Say(string text) => _room.Append(this, new(ChatMessageKind.Said) { Text = TextSafety.Clean(text) }, ChatEventKind.Said);

    public void Act(string text) => _room.Append(this, new(ChatMessageKind.Acted) { Text = TextSafety.Clean(text) }, ChatEventKind.Acted);

    public ValueTask<WhisperResult> WhisperAsync(string nickname, string text) => _room.WhisperAsync(this, nickname, TextSafety.Clean(text));

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
    }

    /// <summary>Under the room's lock.</summary>
    public void Enter() => _isPresent = true;

    /// <summary>Under the room's lock: nothing that comes later is for this member.</summary>
    public void Exit()
    {
        _isPresent = false;
        Correspondent = null;
        Delivery?.Outbox.Close();
    }

    /// <summary>Under the room's lock.</summary>
    public void TakeNickname(string nickname, string key)
    {
        _nickname = nickname;
        Key = key;
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
