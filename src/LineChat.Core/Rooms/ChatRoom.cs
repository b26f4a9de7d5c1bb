using System.Text;
using LineChat.Lines;

namespace LineChat.Rooms;

/// <summary>
/// Who is in a room and what was said there. Its contract:
/// <list type="number">
/// <item>Under its lock are the logs' ends, who is present under which nickname, and the place of each reply. A member appears, leaves and
/// is renamed in the same hold in which that is appended, so that the logs, the list of those present and the events agree.</item>
/// <item>Who goes to another room does it under the locks of both, so everybody is in one room at every moment. The lock of the room that
/// was opened first is taken first.</item>
/// <item>The nickname policy and the formatters are called without a lock. What they said is used only if it still holds once the lock is
/// taken.</item>
/// <item>Nothing waits for a reader, and nobody reads under the lock.</item>
/// </list>
/// </summary>
internal sealed class ChatRoom : IChatRoom
{
    /// <summary>The most bytes of a topic, and of a reason.</summary>
    public const int MaxTextLength = 512;

    private readonly int _order;
    private readonly Presence _presence = new();
    private Feed[] _feeds; // none once it is gone
    private ReadOnlyMemory<byte> _topic;
    private volatile bool _isClosed;
    private bool _isKept; // by the host
    private RoomSettings? _settings; // of a permanent room

    /// <param name="chat">The chat that it belongs to.</param>
    /// <param name="order">In which order the rooms were opened; of two locks the one of the earlier room is taken first.</param>
    /// <param name="name">The name, and what it could be taken for.</param>
    /// <param name="topic">What it is for.</param>
    public ChatRoom(ChatCore chat, int order, NicknameCheck name, string topic)
    {
        Chat = chat;
        _order = order;
        NameCheck = name;
        _topic = CleanTopic(topic);
        OpenedAt = chat.Time.GetUtcNow();
        var lane = new Lane();
        _feeds = [.. chat.Forms.Select(form => new Feed(form, chat.Options.Log.MaxSize, chat.Batches, lane))];
    }

    public ChatCore Chat { get; }

    public Lock Lock { get; } = new();

    /// <summary>Those who read what happens here. Under the lock.</summary>
    public Watchers Watchers { get; } = new();

    /// <summary>The name, and what it could be taken for.</summary>
    public NicknameCheck NameCheck { get; }

    public string Name => NameCheck.Nickname!;

    public string Topic
    {
        get
        {
            lock (Lock) return Text(_topic);
        }
    }

    public DateTimeOffset OpenedAt { get; }

    /// <summary>Whether nobody comes in any more.</summary>
    public bool IsClosed => _isClosed;

    public int MemberCount
    {
        get
        {
            lock (Lock) return _presence.Count;
        }
    }

    public IReadOnlyList<ChatMember> Members
    {
        get
        {
            lock (Lock) return [.. _presence.Members];
        }
    }

    private ChatDialect Dialect => Chat.Options.Dialect;

    private int HistoryLines => _settings?.HistoryLines ?? Chat.Options.Log.HistoryLines;

    private int MaxListed => Dialect.MaxListed == 0 ? int.MaxValue : Dialect.MaxListed;

    public ValueTask<JoinResult> JoinAsync(string nickname, IChatConnection? connection, JoinOptions? options, CancellationToken cancellationToken) =>
        Chat.JoinAsync(Chat.NewMember(this, options), nickname, connection, cancellationToken);

    public ChatGuest? Admit(IChatConnection connection, JoinOptions? options, bool isTold)
    {
        var guest = Chat.NewMember(this, options, isTold);
        using var notice = Scratch.Rent();
        notice.Clear(_feeds.Length);
        if (isTold) notice.Format(_feeds, new(ChatMessageKind.Connected) { Number = guest.Number, Room = Name });
        lock (Lock)
        {
            if (_isClosed) return null;
            _presence.AddGuest(guest);
            guest.Hear();
            Connect(guest, connection, 0);
            Append(notice, guest.Number);
        }

        Ring();
        return new Guest(guest, Chat);
    }

    public void Announce(string text)
    {
        var clean = TextSafety.Clean(text);
        if (!clean.IsEmpty) TrySay(null, new(ChatMessageKind.Announced) { Text = clean }, ChatEventKind.Announced);
    }

    public void SetTopic(string topic) => TrySetTopic(null, CleanTopic(topic));

    public IAsyncEnumerable<ChatEvent> WatchAsync(int capacity, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return Rooms.Watchers.ReadAsync(new(null, capacity), Add, Remove, cancellationToken);

        bool Add(Watcher watcher)
        {
            lock (Lock) return Watchers.TryAdd(watcher);
        }

        void Remove(Watcher watcher)
        {
            lock (Lock) Watchers.Remove(watcher);
        }
    }

    public void Close()
    {
        var lobby = Chat.Lobby;
        if (ReferenceEquals(this, lobby))
        {
            Chat.Close();
            return;
        }

        using var notice = Scratch.Rent();
        FormatOrLog(notice, new(ChatMessageKind.RoomClosed) { Room = Name, Other = lobby.Name });
        Member[] everybody;
        lock (Lock)
        {
            if (_isClosed) return;
            _isClosed = true;
            Append(notice, 0);
            if (IsWatched) Tell(NewEvent(ChatEventKind.RoomClosed, null, null));
            everybody = _presence.Everybody();
        }

        foreach (var member in everybody) Bring(member, lobby);
        Chat.LetGo(End()); // whoever could not go there, since the chat closes too
        Chat.Forget(this);
    }

    /// <summary>A topic as it is shown.</summary>
    public static ReadOnlyMemory<byte> CleanTopic(string topic) => TextSafety.Clean(topic.Trim(), MaxTextLength);

    /// <summary>What a member reads here.</summary>
    public Feed FeedOf(Member member) => _feeds[member.Form.Index];

    /// <summary>Under the lock: fills in who is here.</summary>
    public ChatMessage Listing(in ChatMessage list) => list with { Nicknames = _presence.Nicknames, Count = _presence.Count, Room = Name };

    /// <summary>Under the lock: adds those who are here.</summary>
    public void AddMembersTo(List<ChatMember> members) => members.AddRange(_presence.Members);

    /// <summary>From now on it stays when nobody is in it, since the host wants it.</summary>
    /// <returns>False if it is closed.</returns>
    public bool TryKeep()
    {
        lock (Lock)
        {
            _isKept = true;
            return !_isClosed;
        }
    }

    /// <summary>From now on it stays when nobody is in it, since it is among the permanent rooms; or not any more.</summary>
    /// <param name="settings">Its settings; null if it is not among them any more.</param>
    /// <returns>False if it is closed.</returns>
    public bool TryAdopt(RoomSettings? settings)
    {
        lock (Lock)
        {
            _settings = settings;
            return !_isClosed;
        }
    }

    /// <summary>Keeps so much of what is said from now on.</summary>
    public void Keep(int maxLogSize)
    {
        lock (Lock)
        {
            foreach (var feed in _feeds) feed.Log.MaxSize = maxLogSize;
        }
    }

    /// <summary>Lets somebody in who has a nickname now.</summary>
    /// <param name="member">Who; a guest of this room, or new.</param>
    /// <param name="nickname">The nickname, as it was claimed.</param>
    /// <param name="connection">Where it reads; null for a guest, which reads already, and for a member without a connection.</param>
    /// <returns>False if the room is closed, or the guest has left.</returns>
    /// <exception cref="InvalidOperationException">The guest is a member already.</exception>
    public bool TryEnter(Member member, NicknameCheck nickname, IChatConnection? connection)
    {
        using var arrival = Scratch.Rent();
        arrival.Format(_feeds, new(ChatMessageKind.Arrived) { Nickname = nickname.Nickname!, Number = member.Number, Room = Name });
        var now = Chat.Time.GetUtcNow();
        Greeting? greeting;
        lock (Lock)
        {
            if (_isClosed || (member.Delivery is not null && !member.Hears)) return false;
            if (member.IsPresent) throw new InvalidOperationException($"The guest has joined as {member.Nickname} already; rename the member.");
            member.TakeNickname(nickname);
            member.Arrive(now);
            _presence.Add(member);
            member.Hear();
            if (connection is not null) Connect(member, connection, HistoryLines);
            Append(arrival, NoticeAuthor(member));
            if (IsWatched) Tell(NewEvent(ChatEventKind.Arrived, member, member.Nickname));
            greeting = Greet(member, new(ChatMessageKind.Welcome) { Nickname = nickname.Nickname!, Number = member.Number });
        }

        try
        {
            Ring();
            Finish(greeting, member);
        }
        catch
        {
            member.Leave(); // whoever called gets no member that could
            throw;
        }

        return true;
    }

    /// <summary>Says something in the name of a member, or of the server.</summary>
    /// <param name="author">Who says it and won't get to read it; null for the server.</param>
    /// <param name="message">What is said, its author's nickname apart.</param>
    /// <param name="kind">What that is as an event.</param>
    /// <returns>Whether that was said; null if the author is in another room by now.</returns>
    public bool? TrySay(Member? author, ChatMessage message, ChatEventKind kind)
    {
        using var line = Scratch.Rent();
        while (true)
        {
            string? nickname = author?.Nickname;
            line.Format(_feeds, message with { Nickname = nickname ?? "", Number = author?.Number ?? 0, Room = Name });
            lock (Lock)
            {
                if (author is not null && !ReferenceEquals(author.Room, this)) return null;
                if (_isClosed || author is { IsPresent: false }) return false;
                if (line.Bytes.IsEmpty) return true;
                if (!ReferenceEquals(nickname, author?.Nickname)) continue; // renamed meanwhile: once more, with the new one
                Append(line, Dialect.Echo ? 0 : author?.Number ?? 0);
                if (IsWatched) Tell(NewEvent(kind, author, nickname) with { Text = Text(message.Text) });
            }

            Ring();
            return true;
        }
    }

    /// <summary>Sets the topic in the name of a member, or of the server, and tells everybody.</summary>
    /// <param name="author">Who sets it; null for the server.</param>
    /// <param name="topic">The topic as safe UTF-8; what is too much of it is cut.</param>
    /// <returns>Whether that was done; null if the author is in another room by now.</returns>
    public bool? TrySetTopic(Member? author, ReadOnlyMemory<byte> topic)
    {
        var text = topic[..TextSafety.LengthOfWholeCharacters(topic.Span, MaxTextLength)];
        using var notice = Scratch.Rent();
        var kind = text.IsEmpty ? ChatMessageKind.TopicCleared : author is null ? ChatMessageKind.TopicAnnounced : ChatMessageKind.TopicChanged;
        while (true)
        {
            string? nickname = author?.Nickname;
            notice.Format(_feeds, new(kind) { Nickname = nickname ?? "", Text = text, Number = author?.Number ?? 0, Room = Name });
            lock (Lock)
            {
                if (author is not null && !ReferenceEquals(author.Room, this)) return null;
                if (_isClosed || author is { IsPresent: false }) return false;
                if (!ReferenceEquals(nickname, author?.Nickname)) continue; // renamed meanwhile
                _topic = text;
                Append(notice, 0);
                if (IsWatched) Tell(NewEvent(ChatEventKind.TopicChanged, author, nickname) with { Text = Text(text) });
            }

            Ring();
            return true;
        }
    }

    /// <summary>Gives a member the nickname that it has claimed, and lets go of the one before.</summary>
    /// <returns>Whether that was done; null if the member is in another room by now.</returns>
    public bool? TryRename(Member member, NicknameCheck nickname)
    {
        using var line = Scratch.Rent();
        while (true)
        {
            string before = member.Nickname;
            line.Format(_feeds, new(ChatMessageKind.Renamed) { Nickname = before, Other = nickname.Nickname!, Number = member.Number, Room = Name });
            lock (Lock)
            {
                if (!ReferenceEquals(member.Room, this)) return null;
                if (!member.IsPresent) return false;
                if (!ReferenceEquals(before, member.Nickname)) continue;
                Chat.Names.Release(member, member.Claim!);
                member.TakeNickname(nickname);
                _presence.Renamed();
                Append(line, NoticeAuthor(member));
                if (IsWatched) Tell(NewEvent(ChatEventKind.Renamed, member, before) with { Text = nickname.Nickname });
            }

            Ring();
            return true;
        }
    }

    /// <summary>Brings a member from one room to another.</summary>
    /// <returns>What became of it; null if it has another nickname, or is in another room by now, so that it is to be tried
    /// again.</returns>
    public static MoveStatus? TryMove(Member member, ChatRoom from, ChatRoom to)
    {
        if (ReferenceEquals(from, to)) return MoveStatus.AlreadyThere;
        string nickname = member.Nickname;
        using var departure = Scratch.Rent();
        using var arrival = Scratch.Rent();
        departure.Format(from._feeds, new(ChatMessageKind.WentTo) { Nickname = nickname, Number = member.Number, Room = from.Name, Other = to.Name });
        arrival.Format(to._feeds, new(ChatMessageKind.CameFrom) { Nickname = nickname, Number = member.Number, Room = to.Name, Other = from.Name });
        var (first, second) = from._order < to._order ? (from, to) : (to, from);
        Greeting? greeting;
        bool isDeserted;
        lock (first.Lock)
        {
            lock (second.Lock)
            {
                if (!ReferenceEquals(member.Room, from)) return null;
                if (!member.IsPresent) return MoveStatus.HasLeft;
                if (!ReferenceEquals(nickname, member.Nickname)) return null;
                if (to._isClosed) return MoveStatus.NoRoom;

                from._presence.Remove(member);
                if (!from._isClosed) from.Append(departure, member.Number);
                if (from.IsWatched) from.Tell(from.NewEvent(ChatEventKind.Left, member, nickname) with { OtherRoom = to, Reason = DepartureReason.WentToRoom });
                from.Watchers.Move(member, to.Watchers);
                isDeserted = from.EndsDeserted();

                member.GoTo(to);
                to._presence.Add(member);
                to.Continue(member);
                to.Append(arrival, to.NoticeAuthor(member));
                if (to.IsWatched) to.Tell(to.NewEvent(ChatEventKind.Arrived, member, nickname) with { OtherRoom = from });
                greeting = to.Greet(member, new(ChatMessageKind.Entered) { Nickname = nickname, Number = member.Number });
            }
        }

        from.Ring();
        to.Ring();
        if (isDeserted) from.Chat.Forget(from);
        to.Finish(greeting, member);
        return MoveStatus.Moved;
    }

    /// <summary>Tells those who watch until when a member is muted; null if no longer. Under the lock.</summary>
    public void TellMuted(Member member, DateTimeOffset? until)
    {
        if (IsWatched) Tell(NewEvent(until is null ? ChatEventKind.Unmuted : ChatEventKind.Muted, member, member.Nickname) with { Until = until });
    }

    /// <summary>Lets somebody go who leaves the chat.</summary>
    /// <param name="member">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="why">The same in words, for one who is removed; may be empty.</param>
    /// <returns>False if the member is in another room by now.</returns>
    public bool TryLeave(Member member, DepartureReason reason, ReadOnlyMemory<byte> why)
    {
        using var line = Scratch.Rent();
        byte[] goodbye = reason == DepartureReason.Kicked ? Goodbye(member, why) : [];
        while (member.Hears)
        {
            string nickname = member.Nickname;
            bool wasPresent = nickname.Length > 0; // by the nickname, which is looked at once more under the lock
            FormatOrLog(line, new(wasPresent ? Departure(reason, why) : ChatMessageKind.Disconnected) { Nickname = nickname, Number = member.Number, Room = Name, Text = why });
            if (!wasPresent && !member.IsTold) line.Clear(_feeds.Length);
            bool isDeserted;
            lock (Lock)
            {
                if (!ReferenceEquals(member.Room, this)) return false;
                if (!member.Hears) return true;
                if (!ReferenceEquals(nickname, member.Nickname)) continue;
                if (goodbye.Length > 0) member.Delivery?.Post(goodbye);
                Append(line, member.Number);
                if (wasPresent)
                {
                    if (IsWatched) Tell(NewEvent(ChatEventKind.Left, member, nickname) with { Reason = reason, Text = why.IsEmpty ? null : Text(why) });
                    Watchers.End(member);
                }

                Remove(member);
                isDeserted = EndsDeserted();
            }

            if (reason == DepartureReason.Kicked) Chat.Logger.MemberKicked(nickname, member.Number);
            Chat.Dismiss(member);
            Ring();
            if (isDeserted) Chat.Forget(this);
            return true;
        }

        return true;
    }

    /// <summary>Ends the room with the chat: everybody is told, and is out of it.</summary>
    /// <returns>Who was in it.</returns>
    public Member[] End()
    {
        using var notice = Scratch.Rent();
        FormatOrLog(notice, new(ChatMessageKind.Stopping) { Room = Name });
        Member[] everybody;
        lock (Lock)
        {
            _isClosed = true;
            everybody = _presence.Everybody();
            if (everybody.Length > 0) Append(notice, 0);
            foreach (var member in everybody) Remove(member);
            Watchers.EndAll();
        }

        Ring();
        return everybody;
    }

    /// <summary>Tells those who hear for a member without a connection what is whispered to it. Under the lock.</summary>
    /// <returns>Whether anybody heard it.</returns>
    public bool Whisper(Member reader, Member author, string nickname, ReadOnlyMemory<byte> text) =>
        Watchers.Whisper(reader, NewEvent(ChatEventKind.Whispered, author, nickname) with { Text = Text(text) });

    /// <summary>Closes the room if nobody is in it and it need not stay.</summary>
    public void CloseIfDeserted()
    {
        lock (Lock)
        {
            if (!EndsDeserted()) return;
        }

        Chat.Forget(this);
    }

    /// <summary>It is gone: what was said in it is kept only for those who have still to read it.</summary>
    public void DropLogs()
    {
        lock (Lock) _feeds = [];
    }

    // Whatever the host's formatter does.
    private void Bring(Member member, ChatRoom lobby)
    {
        try
        {
            if (member.Claim is null) member.Leave();
            while (ReferenceEquals(member.Room, this) && TryMove(member, this, lobby) is null)
            {
                // It was renamed meanwhile.
            }
        }
        catch (Exception exception)
        {
            Chat.Logger.NoticeNotFormatted(exception, ChatMessageKind.Entered, member.Nickname);
            if (ReferenceEquals(member.Room, this)) member.Leave();
        }
    }

    private static ChatMessageKind Departure(DepartureReason reason, ReadOnlyMemory<byte> why) => reason switch
    {
        DepartureReason.Kicked => why.IsEmpty ? ChatMessageKind.Removed : ChatMessageKind.RemovedWithReason,
        _ => ChatMessageKind.Left,
    };

    // Whatever the host's formatter does.
    private byte[] Goodbye(Member member, ReadOnlyMemory<byte> why)
    {
        var message = new ChatMessage(why.IsEmpty ? ChatMessageKind.Kicked : ChatMessageKind.KickedWithReason) { Nickname = member.Nickname, Text = why, Room = Name };
        try
        {
            return member.Form.Format(message);
        }
        catch (Exception exception)
        {
            Chat.Logger.NoticeNotFormatted(exception, message.Kind, message.Nickname);
            return [];
        }
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    // Whoever comes in hears what was said last before, as far as it is shown, then the greeting, and then what follows.
    private void Connect(Member member, IChatConnection connection, int linesBack)
    {
        var feed = FeedOf(member);
        var outbox = feed.NewOutbox(member, linesBack);
        member.Delivery = new(outbox, connection, member.Form.Settings, member);
        feed.Bring(member.Delivery, outbox);
    }

    private void Continue(Member member)
    {
        if (member.Delivery is not { } delivery) return;
        var feed = FeedOf(member);
        var outbox = feed.NewOutbox(member, HistoryLines);
        delivery.MoveTo(outbox);
        feed.Bring(delivery, outbox);
    }

    private Greeting? Greet(Member member, in ChatMessage message) => member.Delivery is not { } delivery ? null : new(
        FeedOf(member),
        Chat.Replies.Reserve(delivery),
        message with { Nicknames = _presence.First(Dialect is { ListOthers: false, ListSorted: false } ? MaxListed : int.MaxValue), Count = _presence.Count, Room = Name },
        _topic);

    private void Finish(Greeting? greeting, Member member)
    {
        if (greeting is not { } words) return;
        ChatMessage? topic = words.Topic.IsEmpty ? null : new(ChatMessageKind.Topic) { Text = words.Topic, Room = Name };
        Replies.Fill(member, words.Feed, words.Place, Chosen(words.Message), topic);
    }

    // Of all who are present, those that the dialect lists for one of them.
    private ChatMessage Chosen(in ChatMessage message)
    {
        string reader = message.Nickname;
        var nicknames = message.Nicknames;
        if (Dialect.ListOthers) nicknames = [.. nicknames.Where(nickname => nickname != reader)];
        if (Dialect.ListSorted) nicknames = [.. nicknames.Order(StringComparer.Ordinal)];
        return message with
        {
            Nicknames = nicknames.Count <= MaxListed ? nicknames : [.. nicknames.Take(MaxListed)],
            Count = message.Count - (Dialect.ListOthers ? 1 : 0),
        };
    }

    private void Append(Scratch words, int author)
    {
        for (int i = 0; i < _feeds.Length; i++) _feeds[i].Log.Append(words.Of(i), author);
    }

    private void Ring()
    {
        foreach (var feed in _feeds) feed.Ring();
    }

    // Who steps over a notice about itself.
    private int NoticeAuthor(Member member) => Dialect.HearOwnNotices ? 0 : member.Number;

    private void Remove(Member member)
    {
        _presence.Remove(member);
        if (member.Claim is { } claim) Chat.Names.Release(member, claim);
        member.Exit();
    }

    private bool EndsDeserted()
    {
        if (_isKept || _settings is not null || _isClosed || !_presence.IsEmpty) return false;
        _isClosed = true;
        if (IsWatched) Tell(NewEvent(ChatEventKind.RoomClosed, null, null));
        Watchers.EndAll();
        return true;
    }

    private bool IsWatched => !Watchers.IsEmpty || Chat.IsWatched;

    private ChatEvent NewEvent(ChatEventKind kind, Member? member, string? nickname) =>
        new() { Kind = kind, Member = member, Nickname = nickname, Room = this, Time = Chat.Time.GetUtcNow() };

    private void Tell(ChatEvent happened)
    {
        Watchers.Tell(happened);
        Chat.Tell(happened);
    }

    // A departure and the end of the room happen whether or not they can be put into words.
    private void FormatOrLog(Scratch words, in ChatMessage notice)
    {
        try
        {
            words.Format(_feeds, notice);
        }
        catch (Exception exception)
        {
            Chat.Logger.NoticeNotFormatted(exception, notice.Kind, notice.Nickname);
            words.Clear(_feeds.Length);
        }
    }

    /// <summary>The first words to somebody who comes in: their place is taken under the lock, and they are found without it.</summary>
    private readonly record struct Greeting(Feed Feed, Reply Place, ChatMessage Message, ReadOnlyMemory<byte> Topic);
}
