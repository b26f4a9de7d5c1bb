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

    private readonly Presence _presence = new();
    private Feed[] _feeds; // none once it is gone
    private ReadOnlyMemory<byte> _topic;
    private volatile bool _isClosed;
    private bool _isKept; // by the host
    private RoomSettings? _settings; // of a permanent room

    /// <param name="chat">The chat that it belongs to.</param>
    /// <param name="order">The place in the order in which rooms were opened.</param>
    /// <param name="name">The name, and what it could be taken for.</param>
    /// <param name="topic">What it is for.</param>
    /// <param name="now">When it is opened.</param>
    public ChatRoom(ChatCore chat, int order, NicknameCheck name, string topic, DateTimeOffset now)
    {
        Chat = chat;
        Order = order;
        NameCheck = name;
        _topic = CleanTopic(topic);
        OpenedAt = now;
        var lane = new Lane();
        _feeds = [.. chat.Forms.Select(form => new Feed(form, chat.Options.Log.MaxSize, chat.Batches, lane))];
    }

    public ChatCore Chat { get; }

    /// <summary>The place in the order in which rooms were opened. Of several locks that of the earlier room is taken first.</summary>
    public int Order { get; }

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

    public ValueTask<JoinResult> JoinAsync(
        string nickname,
        IChatConnection? connection,
        JoinOptions? options,
        CancellationToken cancellationToken) =>
        Chat.JoinAsync(Chat.NewMember(this, options), nickname, connection, cancellationToken);

    public ChatGuest? Admit(IChatConnection connection, JoinOptions? options, bool announce)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var guest = Chat.NewMember(this, options, announce);
        using var notice = Scratch.Rent();
        notice.Clear(_feeds.Length);
        if (announce) notice.Format(_feeds, new(ChatMessageKind.Connected) { Number = guest.Number, Room = Name });
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

    public ValueTask AnnounceAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        var clean = TextSafety.Clean(text);
        if (!clean.IsEmpty) TrySay(null, new(ChatMessageKind.Announced) { Text = clean }, ChatEventKind.Announced);
        return ValueTask.CompletedTask;
    }

    public ValueTask SetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        var text = CleanTopic(topic);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        TrySetTopic(null, text);
        return ValueTask.CompletedTask;
    }

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

    public ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (ReferenceEquals(this, Chat.Lobby)) return Chat.CloseAsync(cancellationToken);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        CloseInto(Chat.Lobby);
        return ValueTask.CompletedTask;
    }

    /// <summary>A topic as it is shown.</summary>
    public static ReadOnlyMemory<byte> CleanTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return TextSafety.Clean(topic.Trim(), MaxTextLength);
    }

    /// <summary>What a member reads here.</summary>
    public Feed FeedOf(Member member) => _feeds[member.Form.Index];

    /// <summary>Under the lock: fills in who is here.</summary>
    public ChatMessage Listing(in ChatMessage list) => list with { Nicknames = _presence.Nicknames, Count = _presence.Count, Room = Name };

    /// <summary>Under the lock: adds those who are here.</summary>
    public void AddMembersTo(List<ChatMember> members) => members.AddRange(_presence.Members);

    /// <summary>Makes what is said here when the server says something in all rooms.</summary>
    public Announcement NewAnnouncement(ReadOnlyMemory<byte> text)
    {
        var message = new ChatMessage(ChatMessageKind.Announced) { Text = text, Room = Name };
        return new([.. _feeds.Select(feed => feed.Form.Format(message))], NewEvent(ChatEventKind.Announced, null, null, Chat.Now) with { Text = Text(text) });
    }

    /// <summary>Under the lock: says it, also in a room that is closed, as long as somebody is in it. <see cref="Ring"/> follows.</summary>
    public void Announce(Announcement announcement)
    {
        if (_isClosed && _presence.IsEmpty) return;
        for (int i = 0; i < _feeds.Length; i++) _feeds[i].Log.Append(announcement.Words[i], 0);
        if (IsWatched) Tell(announcement.Event);
    }

    /// <summary>Brings what was appended to everybody. Without the lock.</summary>
    public void Ring()
    {
        foreach (var feed in _feeds) feed.Ring();
    }

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
        var now = Chat.Now;
        Greeting? greeting;
        lock (Lock)
        {
            if (_isClosed || (member.Delivery is not null && !member.Hears)) return false;
            if (member.IsPresent) throw new InvalidOperationException($"The guest has joined as {member.Nickname} already; rename the member.");
            member.TakeNickname(nickname);
            member.Arrive(now);
            _presence.Add(member);
            member.Hear();
            Append(arrival, NoticeAuthor(member));
            if (connection is not null) Connect(member, connection, LinesBack(member, arrival));
            if (IsWatched) Tell(NewEvent(ChatEventKind.Arrived, member, member.Nickname, now));
            greeting = Greet(member, new(ChatMessageKind.Welcome) { Nickname = nickname.Nickname!, Number = member.Number });
        }

        Chat.CountIn(member);
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
            DateTimeOffset? now = IsWatched ? Chat.Now : null;
            line.Format(_feeds, message with { Nickname = nickname ?? "", Number = author?.Number ?? 0, Room = Name });
            lock (Lock)
            {
                if (author is not null && !ReferenceEquals(author.Room, this)) return null;
                if (author is { IsPresent: false } || (author is null && _isClosed)) return false; // who is still in a room that closes is heard
                if (line.Bytes.IsEmpty) return true;
                if (!ReferenceEquals(nickname, author?.Nickname)) continue; // renamed meanwhile: once more, with the new one
                bool isWatched = IsWatched;
                if (isWatched && now is null) continue; // somebody has begun to watch
                Append(line, Dialect.Echo ? 0 : author?.Number ?? 0);
                if (isWatched) Tell(NewEvent(kind, author, nickname, now!.Value) with { Text = Text(message.Text) });
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
        var now = Chat.Now;
        var kind = text.IsEmpty ? ChatMessageKind.TopicCleared : author is null ? ChatMessageKind.TopicAnnounced : ChatMessageKind.TopicChanged;
        while (true)
        {
            string? nickname = author?.Nickname;
            if (Chat.HasRooms) notice.Format(_feeds, new(kind) { Nickname = nickname ?? "", Text = text, Number = author?.Number ?? 0, Room = Name });
            else notice.Clear(_feeds.Length);
            lock (Lock)
            {
                if (author is not null && !ReferenceEquals(author.Room, this)) return null;
                if (author is { IsPresent: false } || (author is null && _isClosed)) return false; // who is still in a room that closes is heard
                if (!ReferenceEquals(nickname, author?.Nickname)) continue; // renamed meanwhile
                _topic = text;
                Append(notice, 0);
                if (IsWatched) Tell(NewEvent(ChatEventKind.TopicChanged, author, nickname, now) with { Text = Text(text) });
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
        var now = Chat.Now;
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
                if (IsWatched) Tell(NewEvent(ChatEventKind.Renamed, member, before, now) with { Text = nickname.Nickname });
            }

            Ring();
            return true;
        }
    }

    /// <summary>Brings a member from one room to another.</summary>
    /// <param name="member">Whom to bring.</param>
    /// <param name="from">The room where it is.</param>
    /// <param name="to">The other room.</param>
    /// <param name="evenBehind">Whether it goes even while something is left to send of a room before (
    /// <see cref="Delivery.IsBehind"/>): only when a room is closed, which does not wait for anybody.</param>
    /// <returns>What became of it; null if it has another nickname, is in another room or is behind by now, so that it is to be tried
    /// again.</returns>
    public static MoveStatus? TryMove(Member member, ChatRoom from, ChatRoom to, bool evenBehind = false)
    {
        if (!member.IsPresent) return MoveStatus.Closed;
        if (ReferenceEquals(from, to)) return MoveStatus.AlreadyThere;
        string nickname = member.Nickname;
        using var departure = Scratch.Rent();
        using var arrival = Scratch.Rent();
        departure.Format(from._feeds, new(ChatMessageKind.WentTo) { Nickname = nickname, Number = member.Number, Room = from.Name, Other = to.Name });
        arrival.Format(to._feeds, new(ChatMessageKind.CameFrom) { Nickname = nickname, Number = member.Number, Room = to.Name, Other = from.Name });
        var (first, second) = from.Order < to.Order ? (from, to) : (to, from);
        var now = from.Chat.Now;
        Greeting? greeting;
        bool isDeserted;
        lock (first.Lock)
        {
            lock (second.Lock)
            {
                if (!ReferenceEquals(member.Room, from)) return null;
                if (!member.IsPresent) return MoveStatus.Closed;
                if (!ReferenceEquals(nickname, member.Nickname)) return null;
                if (to._isClosed) return MoveStatus.NoRoom;
                if (!evenBehind && member.Delivery is { IsBehind: true }) return null;

                bool isTold = !from._isClosed;
                from._presence.Remove(member);
                if (from.IsWatched) from.Tell(from.NewEvent(ChatEventKind.Departed, member, nickname, now) with { OtherRoom = to, Reason = DepartureReason.WentToRoom });
                from.Watchers.Move(member, to.Watchers);
                isDeserted = from.EndsDeserted(now);

                member.GoTo(to);
                to._presence.Add(member);
                to.Append(arrival, to.NoticeAuthor(member));
                to.Continue(member, to.LinesBack(member, arrival));
                if (isTold) from.Append(departure, member.Number); // it does not hear that itself, nor skip it
                member.HasRead(from.Order, from.HistoryLines > 0 ? from.FeedOf(member).Log.End : 0);
                if (to.IsWatched) to.Tell(to.NewEvent(ChatEventKind.Arrived, member, nickname, now) with { OtherRoom = from });
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
    public void TellMuted(Member member, DateTimeOffset? until, DateTimeOffset now)
    {
        var kind = until is null ? ChatEventKind.Unmuted : ChatEventKind.Muted;
        if (IsWatched) Tell(NewEvent(kind, member, member.Nickname, now) with { Until = until });
    }

    /// <summary>Lets somebody go who leaves the chat.</summary>
    /// <param name="member">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="why">The same in words, for one who is removed; may be empty.</param>
    /// <returns>False if the member is in another room by now.</returns>
    public bool TryLeave(Member member, DepartureReason reason, ReadOnlyMemory<byte> why)
    {
        using var line = Scratch.Rent();
        var now = Chat.Now;
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
                if (wasPresent)
                {
                    if (IsWatched) Tell(NewEvent(ChatEventKind.Departed, member, nickname, now) with { Reason = reason, Text = why.IsEmpty ? null : Text(why) });
                    Watchers.End(member);
                }

                Remove(member);
                Append(line, member.Number); // it does not hear that itself, nor skip it
                isDeserted = EndsDeserted(now);
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
    public bool Whisper(Member reader, Member author, string nickname, ReadOnlyMemory<byte> text, DateTimeOffset now) =>
        Watchers.Whisper(reader, NewEvent(ChatEventKind.Whispered, author, nickname, now) with { Text = Text(text) });

    /// <summary>Closes the room if nobody is in it and it need not stay.</summary>
    public void CloseIfDeserted()
    {
        var now = Chat.Now;
        lock (Lock)
        {
            if (!EndsDeserted(now)) return;
        }

        Chat.Forget(this);
    }

    /// <summary>It is gone: of what was said in it only the end is kept, and only for those who have still to read it.</summary>
    public void DropLogs()
    {
        lock (Lock)
        {
            foreach (var feed in _feeds) feed.Log.KeepTheEnd();
            _feeds = [];
        }
    }

    // Its members go to the lobby.
    private void CloseInto(ChatRoom lobby)
    {
        using var notice = Scratch.Rent();
        FormatOrLog(notice, new(ChatMessageKind.RoomClosed) { Room = Name, Other = lobby.Name });
        var now = Chat.Now;
        Member[] everybody;
        lock (Lock)
        {
            if (_isClosed) return;
            _isClosed = true;
            Append(notice, 0);
            if (IsWatched) Tell(NewEvent(ChatEventKind.RoomClosed, null, null, now));
            everybody = _presence.Everybody();
        }

        foreach (var member in everybody) Bring(member, lobby);
        Chat.LetGo(End()); // whoever could not go there, since the chat closes too
        Chat.Forget(this);
    }

    // Whatever the host's formatter does.
    private void Bring(Member member, ChatRoom lobby)
    {
        try
        {
            if (member.Claim is null) member.Leave();
            while (ReferenceEquals(member.Room, this) && TryMove(member, this, lobby, evenBehind: true) is null)
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

    // From how many lines before the end a member reads whose arrival has just been appended: of the past as many as are shown and it
    // has not
    // read here before, and its arrival, unless it would only step over that.
    private int LinesBack(Member member, Scratch arrival)
    {
        int arrived = arrival.Of(member.Form.Index).IsEmpty ? 0 : 1;
        int past = HistoryLines == 0 ? 0 : (int)Math.Min(HistoryLines, FeedOf(member).Log.End - arrived - member.ReadBefore(Order));
        return past == 0 && !Dialect.HearOwnNotices ? 0 : past + arrived;
    }

    // Whoever comes in hears what was said last before, as far as it is shown, then the greeting, and then what follows.
    private void Connect(Member member, IChatConnection connection, int linesBack)
    {
        var feed = FeedOf(member);
        var outbox = feed.NewOutbox(member, linesBack);
        member.Delivery = new(outbox, connection, member.Form.Settings, member);
        feed.Bring(member.Delivery, outbox);
    }

    private void Continue(Member member, int linesBack)
    {
        if (member.Delivery is not { } delivery) return;
        var feed = FeedOf(member);
        var outbox = feed.NewOutbox(member, linesBack);
        delivery.MoveTo(outbox);
        feed.Bring(delivery, outbox);
    }

    private Greeting? Greet(Member member, in ChatMessage message) => member.Delivery is not { } delivery ? null : new(
        FeedOf(member),
        Chat.Replies.Reserve(delivery),
        message with { Nicknames = _presence.First(Dialect is { ListOthers: false, ListSorted: false } ? MaxListed : int.MaxValue), Count = _presence.Count, Room = Name },
        Chat.HasRooms ? _topic : default);

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

    // Who steps over a notice about itself.
    private int NoticeAuthor(Member member) => Dialect.HearOwnNotices ? 0 : member.Number;

    private void Remove(Member member)
    {
        _presence.Remove(member);
        if (member.Claim is { } claim) Chat.Names.Release(member, claim);
        member.Exit();
    }

    private bool EndsDeserted(DateTimeOffset now)
    {
        if (_isKept || _settings is not null || _isClosed || !_presence.IsEmpty) return false;
        _isClosed = true;
        if (IsWatched) Tell(NewEvent(ChatEventKind.RoomClosed, null, null, now));
        Watchers.EndAll();
        return true;
    }

    private bool IsWatched => !Watchers.IsEmpty || Chat.IsWatched;

    private ChatEvent NewEvent(ChatEventKind kind, Member? member, string? nickname, DateTimeOffset now) =>
        new() { Kind = kind, Member = member, Nickname = nickname, Room = this, Time = now };

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
