using System.Globalization;
using System.Text;
using LineChat.Diagnostics;
using LineChat.Lines;
using Microsoft.Extensions.Logging;

namespace LineChat.Rooms;

/// <summary>
/// The chat: its rooms and its nicknames, and what goes across rooms. Of the locks that of a room comes first (of two rooms that of the
/// earlier one), and under it those of the nicknames and of
/// the watchers of all rooms. The list of rooms has a lock of its own, under which no other is taken.
/// </summary>
internal sealed class ChatCore : Chat
{
    private const int DismissedAtOnce = 256;

    private readonly INicknamePolicy _policy;
    private readonly CurrentOptions _options;
    private readonly FromOptions<NicknamePolicy> _roomNames;
    private readonly ChatMetrics _metrics;
    private readonly RoomList _rooms = new();
    private readonly Lock _watchersLock = new();
    private readonly Watchers _watchers = new();
    private Dictionary<string, (ChatRoom Room, string Topic)> _permanent = []; // as they were in the options; by the one who has rung
    private Bell _reload;
    private int _lastNumber;

    public ChatCore(
        CurrentOptions options,
        INicknamePolicy policy,
        INicknameRegistry names,
        IReadOnlyList<IMessageFormatter> formatters,
        IReadOnlyList<IChatFilter> filters,
        ChatMetrics metrics,
        SendBatches batches,
        TimeProvider time,
        ILogger<Chat> logger)
    {
        _options = options;
        _policy = policy;
        _roomNames = new(options, now => new(now.Rooms.MaxNameLength));
        Names = names;
        _metrics = metrics;
        Batches = batches;
        Time = time;
        Logger = logger;
        Replies = new(options);
        Filters = new(filters, options, time, metrics, logger);
        Forms = [.. formatters.Select(NewForm)];
        var rooms = options.AtStart.Rooms;
        Lobby = (ChatRoom)(Open(rooms.Lobby, rooms.Permanent.TryGetValue(rooms.Lobby, out var lobby) ? lobby.Topic : "", isKept: true, most: 1).Room
            ?? throw new InvalidOperationException($"The room {rooms.Lobby} can't be opened."));
        _permanent[Lobby.NameCheck.Key!] = (Lobby, lobby?.Topic ?? "");
        AdoptOptions();
        options.Replaced += AdoptOptions;
    }

    public LineChatOptions Options => _options.Value;

    /// <summary>Whether there can be more rooms than the lobby. If not, nobody reads of rooms, nor of a topic.</summary>
    public bool HasRooms => _options.HasRooms;

    private int MaxRooms => HasRooms ? Options.Rooms.MaxRooms : 1;

    public INicknameRegistry Names { get; }

    public SendBatches Batches { get; }

    public TimeProvider Time { get; }

    /// <summary>The time for what happens now. The clock is the host's: it is asked without a lock.</summary>
    public DateTimeOffset Now => Time.GetUtcNow();

    public ILogger Logger { get; }

    public Replies Replies { get; }

    public Filters Filters { get; }

    public IReadOnlyList<WireForm> Forms { get; }

    public override ChatRoom Lobby { get; }

    public override IReadOnlyList<IChatRoom> Rooms => _rooms.All;

    public override IReadOnlyList<ChatMember> Members
    {
        get
        {
            var members = new List<ChatMember>();
            using var held = _rooms.HoldAll();
            foreach (var room in held.Rooms) room.AddMembersTo(members);
            return members;
        }
    }

    /// <summary>Whether anybody watches all rooms.</summary>
    public bool IsWatched => !_watchers.IsEmpty;

    public override async ValueTask<ChatMember?> FindMemberAsync(string nickname, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        cancellationToken.ThrowIfCancellationRequested();
        return await KeyAsync(nickname, cancellationToken).ConfigureAwait(false) is { } key && Names.Find(key) is Member { IsPresent: true } member ? member : null;
    }

    public override IChatRoom? FindRoom(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NameOf(name) is { IsAllowed: true } check ? _rooms.Find(check) : null;
    }

    public override ValueTask<OpenRoomResult> OpenRoomAsync(string name, string? topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<OpenRoomResult>(cancellationToken)
            : new(Open(name, topic ?? "", isKept: true, MaxRooms));
    }

    public override ValueTask<JoinResult> JoinAsync(
        string nickname,
        IChatConnection? connection,
        JoinOptions? options,
        CancellationToken cancellationToken) =>
        Lobby.JoinAsync(nickname, connection, options, cancellationToken);

    public override ValueTask AnnounceAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        var clean = TextSafety.Clean(text);
        if (clean.IsEmpty) return ValueTask.CompletedTask;

        // Under the locks of all rooms, so that who moves meanwhile hears it once. The words of each room are found before.
        var announcements = new Dictionary<ChatRoom, Announcement>();
        while (!TryAnnounce(announcements))
        {
            foreach (var room in _rooms.All) announcements.TryAdd(room, room.NewAnnouncement(clean));
        }

        foreach (var room in announcements.Keys) room.Ring();
        return ValueTask.CompletedTask;
    }

    public override IAsyncEnumerable<ChatEvent> WatchAsync(int capacity, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return Watchers.ReadAsync(new(null, capacity), Add, Remove, cancellationToken);

        bool Add(Watcher watcher)
        {
            lock (_watchersLock) return _watchers.TryAdd(watcher);
        }

        void Remove(Watcher watcher)
        {
            lock (_watchersLock) _watchers.Remove(watcher);
        }
    }

    public override ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (_rooms.Close() is not { } rooms) return ValueTask.CompletedTask;
        Member[] leaving = [.. rooms.SelectMany(room => room.End())];
        lock (_watchersLock) _watchers.EndAll();
        LetGo(leaving);
        return ValueTask.CompletedTask;
    }

    public Member NewMember(ChatRoom room, JoinOptions? options = null, bool isTold = false) =>
        new(room, Interlocked.Increment(ref _lastNumber), Forms[0], options) { IsTold = isTold };

    /// <summary>Lets somebody into the room where it will be.</summary>
    /// <param name="member">Who; a guest, or new.</param>
    /// <param name="nickname">The nickname that is asked for.</param>
    /// <param name="connection">Where it reads; null for a guest, which reads already, and for a member without a connection.</param>
    /// <param name="cancellationToken">Gives up joining.</param>
    public async ValueTask<JoinResult> JoinAsync(
        Member member,
        string nickname,
        IChatConnection? connection,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        cancellationToken.ThrowIfCancellationRequested();
        if (string.IsNullOrWhiteSpace(nickname)) return JoinResult.Missing;
        var (check, refusal) = await CheckAsync(member, ChatAction.Join, nickname, connection, cancellationToken).ConfigureAwait(false);
        if (refusal is not null) return JoinResult.Refused(refusal);
        if (!check.IsAllowed) return JoinResult.NotAllowed(check.Reason);
        var claim = await Names.ClaimAsync(member, check, cancellationToken).ConfigureAwait(false);
        if (!claim.Succeeded) return JoinResult.Taken(Resembled(claim, check));

        bool isIn = false;
        try
        {
            isIn = member.Room.TryEnter(member, check, connection);
        }
        finally
        {
            if (!isIn && !ReferenceEquals(member.Claim, check)) Names.Release(member, check);
        }

        return isIn ? JoinResult.Accepted(member) : JoinResult.Closed;
    }

    public async ValueTask<RenameResult> RenameAsync(Member member, string requested, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (string.IsNullOrWhiteSpace(requested)) return RenameResult.Missing;
        var (check, refusal) = await CheckAsync(member, ChatAction.Rename, requested, null, cancellationToken).ConfigureAwait(false);
        if (refusal is not null) return RenameResult.Refused(refusal);
        if (!check.IsAllowed) return RenameResult.NotAllowed(check.Reason);
        if (!member.IsPresent) return RenameResult.Closed;
        var claim = await Names.ClaimAsync(member, check, cancellationToken).ConfigureAwait(false);
        if (!claim.Succeeded) return RenameResult.Taken(Resembled(claim, check));

        bool isNamed = false;
        try
        {
            bool? done;
            do done = member.Room.TryRename(member, check);
            while (done is null);
            isNamed = done.Value;
        }
        finally
        {
            if (!isNamed && !ReferenceEquals(member.Claim, check)) Names.Release(member, check);
        }

        return isNamed ? RenameResult.Accepted : RenameResult.Closed;
    }

    public async ValueTask<MoveResult> MoveAsync(Member member, IChatRoom room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(room);
        if (room is not ChatRoom to || !ReferenceEquals(to.Chat, this)) throw new ArgumentException("The room is of another chat.", nameof(room));
        cancellationToken.ThrowIfCancellationRequested();
        if (!member.IsFree)
        {
            var verdict = await member.AskAsync(ChatAction.Enter, to.Name, null, to, null, cancellationToken).ConfigureAwait(false);
            if (verdict.Refusal is { } refusal) return MoveResult.Refused(refusal.Reason);
            if (verdict.Text is { } other) return await GoAsync(member, other, cancellationToken).ConfigureAwait(false);
        }

        MoveStatus? became;
        while ((became = TryMove(member, to)) is null)
        {
            if (!await MayMoveAsync(member, cancellationToken).ConfigureAwait(false)) return MoveResult.Closed;
        }

        return ResultOf(became.Value, to);
    }

    public async ValueTask<MoveResult> MoveAsync(Member member, string room, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(room);
        cancellationToken.ThrowIfCancellationRequested();
        if (!member.IsFree)
        {
            string safe = Encoding.UTF8.GetString(TextSafety.Clean(room).Span);
            var verdict = await member.AskAsync(ChatAction.Enter, safe, null, FindRoom(room), null, cancellationToken).ConfigureAwait(false);
            if (verdict.Refusal is { } refusal) return MoveResult.Refused(refusal.Reason);
            room = verdict.Text ?? room;
        }

        return await GoAsync(member, room, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<WhisperResult> WhisperAsync(
        Member author,
        string nickname,
        ReadOnlyMemory<byte> text,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        cancellationToken.ThrowIfCancellationRequested();
        string? key = await KeyAsync(nickname, cancellationToken).ConfigureAwait(false);
        return await WhisperAsync(author, () => key is null ? null : Names.Find(key) as Member, nickname, text, WhisperStatus.NobodyThere, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<WhisperResult> WhisperAsync(
        Member author,
        Person? person,
        ReadOnlyMemory<byte> text,
        WhisperStatus nobody,
        CancellationToken cancellationToken) =>
        WhisperAsync(author, () => person?.Member is { } member && member.IsOf(this) ? member : null, person?.Nickname ?? "", text, nobody, cancellationToken);

    /// <summary>The connection of a member is lost: it leaves.</summary>
    public void Lose(Member member, Exception exception)
    {
        member.Leave(exception is TimeoutException ? DepartureReason.Stalled : DepartureReason.ConnectionLost);
        switch (exception)
        {
            case TimeoutException:
                _metrics.Reached(ChatLimit.Stall);
                Logger.MemberStalled(member.Nickname, member.Number);
                break;
            case IOException or OperationCanceledException:
                Logger.MemberLost(exception, member.Nickname, member.Number);
                break;
            default:
                Logger.DeliveryFailed(exception, member.Nickname, member.Number);
                break;
        }
    }

    /// <summary>A member has arrived. <see cref="Dismiss"/> follows one day.</summary>
    public void CountIn(Member member)
    {
        _metrics.MemberArrived();
        Logger.MemberArrived(member.Nickname, member.Number);
    }

    /// <summary>A member has left, and nothing more is for it.</summary>
    public void Dismiss(Member member)
    {
        member.Dismiss();
        if (member.Claim is null) return; // a guest
        _metrics.MemberLeft();
        Logger.MemberLeft(member.Nickname, member.Number);
    }

    /// <summary>Those who were in rooms that ended are out of the chat.</summary>
    public void LetGo(Member[] leaving)
    {
        if (leaving.Length > 0) _ = DismissAsync(leaving);
    }

    /// <summary>A room is gone.</summary>
    public void Forget(ChatRoom room)
    {
        _rooms.Remove(room);
        room.DropLogs();
    }

    public IAsyncEnumerable<ChatEvent> WatchAsync(Member ears, int capacity, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return Watchers.ReadAsync(new(ears, capacity), Add, Remove, cancellationToken);

        bool Add(Watcher watcher)
        {
            using (ears.Hold(out var room)) return ears.IsPresent && room.Watchers.TryAdd(watcher);
        }

        void Remove(Watcher watcher)
        {
            using (ears.Hold(out var room)) room.Watchers.Remove(watcher);
        }
    }

    /// <summary>Tells those who watch all rooms. Under the lock of the room.</summary>
    public void Tell(ChatEvent happened)
    {
        lock (_watchersLock) _watchers.Tell(happened);
    }

    /// <returns>False if a room has been opened for which there are no words yet.</returns>
    private bool TryAnnounce(Dictionary<ChatRoom, Announcement> announcements)
    {
        using var held = _rooms.HoldAll();
        if (!held.Rooms.All(announcements.ContainsKey)) return false;
        foreach (var room in held.Rooms) room.Announce(announcements[room]);
        return true;
    }

    private static string? Resembled(ClaimResult holder, NicknameCheck requested) => holder.Key == requested.Key ? null : holder.Nickname;

    // To the room of a name, which is opened if there is none.
    private async ValueTask<MoveResult> GoAsync(Member member, string room, CancellationToken cancellationToken)
    {
        while (await MayMoveAsync(member, cancellationToken).ConfigureAwait(false)) // and only then a room is opened; it may be deserted at once
        {
            var opened = Open(room, "", isKept: false, MaxRooms);
            if (!opened.Succeeded) return MoveResult.NoRoom(opened.Reason);
            var to = (ChatRoom)opened.Room;
            try
            {
                if (TryMove(member, to) is { } became and (MoveStatus.Moved or MoveStatus.AlreadyThere)) return ResultOf(became, to);
            }
            finally
            {
                to.CloseIfDeserted();
            }
        }

        return MoveResult.Closed;
    }

    /// <returns>Null if the member has gone somewhere else meanwhile, and must wait before it may go on.</returns>
    private static MoveStatus? TryMove(Member member, ChatRoom to)
    {
        MoveStatus? became;
        do became = ChatRoom.TryMove(member, member.Room, to);
        while (became is null && member.Delivery is not { IsBehind: true });
        return became;
    }

    private static MoveResult ResultOf(MoveStatus became, ChatRoom to) => became switch
    {
        MoveStatus.Moved => MoveResult.Moved(to),
        MoveStatus.AlreadyThere => MoveResult.AlreadyThere(to),
        MoveStatus.Closed => MoveResult.Closed,
        _ => MoveResult.NoRoom("There is no such room any more."),
    };

    // False if it has left: it goes nowhere any more.
    private static async ValueTask<bool> MayMoveAsync(Member member, CancellationToken cancellationToken) => member.IsPresent
        && (member.Delivery is not { } delivery || await delivery.WaitToMoveAsync(cancellationToken).ConfigureAwait(false));

    private NicknameCheck NameOf(string room)
    {
        ArgumentNullException.ThrowIfNull(room);
        return _roomNames.Value.Check(room.TrimStart('#')); // as rooms are called elsewhere
    }

    // By one thread at a time: whoever rings meanwhile has it done once more.
    private void AdoptOptions()
    {
        if (!_reload.Ring()) return;
        do
        {
            _reload.Answer();
            var options = Options;
            foreach (var room in _rooms.All) room.Keep(options.Log.MaxSize);
            AdoptPermanent(options.Rooms);
        }
        while (!_reload.Rest());
    }

    // A topic that has changed in the options is told; one that has not is as members have set it. The lobby is among the rooms in any
    // case.
    private void AdoptPermanent(RoomOptions options)
    {
        string lobby = Lobby.NameCheck.Key!;
        var before = _permanent;
        _permanent = [];
        foreach (var (name, settings) in options.Permanent)
        {
            if (NameOf(name).Key is { } key && (HasRooms || key == lobby)) Adopt(key, name, settings);
        }

        if (!_permanent.ContainsKey(lobby)) Adopt(lobby, Lobby.Name, new());
        foreach (var room in before.Values.Select(one => one.Room).Except(_permanent.Values.Select(one => one.Room)))
        {
            room.TryAdopt(null);
            room.CloseIfDeserted();
        }

        void Adopt(string key, string name, RoomSettings settings)
        {
            if (before.TryGetValue(key, out var known)) known.Room.TryAdopt(settings); // unless the host has closed it
            else if (OpenPermanent(name, settings) is { } opened) known = opened;
            else return;
            _permanent[key] = (known.Room, settings.Topic);
            if (known.Topic != settings.Topic) TellTopic(known.Room, settings.Topic);
        }
    }

    /// <summary>Opens a room that is to be permanent, however many there are: the permanent ones are no more than there may be.</summary>
    /// <returns>The room, and which topic of it is known; null if the chat is closed.</returns>
    private (ChatRoom Room, string Topic)? OpenPermanent(string name, RoomSettings settings)
    {
        while (Open(name, settings.Topic, isKept: false, int.MaxValue) is { Succeeded: true } opened)
        {
            var room = (ChatRoom)opened.Room;
            if (room.TryAdopt(settings)) return (room, opened.Status == OpenRoomStatus.Opened ? settings.Topic : ""); // or it was deserted, and closed, in the meantime
        }

        return null;
    }

    // Whatever the host's formatter does.
    private void TellTopic(ChatRoom room, string topic)
    {
        try
        {
            room.TrySetTopic(null, ChatRoom.CleanTopic(topic));
        }
        catch (Exception exception)
        {
            Logger.NoticeNotFormatted(exception, ChatMessageKind.TopicAnnounced, "");
        }
    }

    private OpenRoomResult Open(string name, string topic, bool isKept, int most)
    {
        var check = NameOf(name);
        if (!check.IsAllowed) return OpenRoomResult.NameNotAllowed(check.Reason);
        var now = Now;
        while (true)
        {
            var room = _rooms.FindOrAdd(check, most, order => new(this, order, check, topic, now), out bool isNew);
            if (room is null) return NoRoom();
            if (!isKept || room.TryKeep()) return isNew ? OpenRoomResult.Opened(room) : OpenRoomResult.AlreadyOpen(room); // or it is closed by now
        }
    }

    private OpenRoomResult NoRoom()
    {
        if (_rooms.IsClosed) return OpenRoomResult.Closed("The chat is closed.");
        if (!HasRooms) return OpenRoomResult.TooMany("There are no other rooms.");
        _metrics.Reached(ChatLimit.Rooms);
        return OpenRoomResult.TooMany(string.Create(CultureInfo.InvariantCulture, $"There are {Options.Rooms.MaxRooms:N0} rooms at most, and no more can be opened."));
    }

    private WireForm NewForm(IMessageFormatter formatter, int index)
    {
        WireForm? form = null;
        form = new(index, formatter, new(_options, Time)
        {
            Metrics = _metrics,
            SkipNotice = lines => form!.Format(new(ChatMessageKind.Skipped) { Count = lines }),
        });
        return form;
    }

    // By the policy, then by the filters, and if those give another nickname by the policy again.
    private async ValueTask<(NicknameCheck Check, string? Refusal)> CheckAsync(Member member, ChatAction action, string requested, IChatConnection? connection, CancellationToken cancellationToken)
    {
        var check = await CheckAsync(requested, cancellationToken).ConfigureAwait(false);
        if (!check.IsAllowed || member.IsFree) return (check, null);

        var verdict = await member.AskAsync(action, check.Nickname, null, null, connection, cancellationToken).ConfigureAwait(false);
        if (verdict.Text is { } other) check = await CheckAsync(other, cancellationToken).ConfigureAwait(false);
        return (check, verdict.Refusal?.Reason);
    }

    private async ValueTask<NicknameCheck> CheckAsync(string requested, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(requested)) return NicknameCheck.Refuse("A name needs letters.");
        var check = await _policy.CheckAsync(requested, cancellationToken).ConfigureAwait(false);
        if (!check.IsAllowed) return check;

        string safe = Encoding.UTF8.GetString(TextSafety.Clean(check.Nickname).Span);
        return string.IsNullOrWhiteSpace(safe) ? NicknameCheck.Refuse("A name needs letters.") : NicknameCheck.Allow(safe, check.Key, [.. check.Lookalikes]);
    }

    private async ValueTask<string?> KeyAsync(string nickname, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(nickname) ? null : (await CheckAsync(nickname, cancellationToken).ConfigureAwait(false)).Key;

    private async ValueTask<WhisperResult> WhisperAsync(
        Member author,
        Func<Member?> find,
        string nickname,
        ReadOnlyMemory<byte> text,
        WhisperStatus nobody,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!author.IsPresent) return WhisperResult.Closed(nickname);
        if (text.IsEmpty) return WhisperResult.Empty(nickname);
        if (!author.IsFree && find() is { IsPresent: true } other)
        {
            var verdict = await author.AskAsync(ChatAction.Whisper, Encoding.UTF8.GetString(text.Span), other, null, null, cancellationToken).ConfigureAwait(false);
            if (verdict.Refusal is { } refusal) return WhisperResult.Refused(other.Nickname, refusal.Reason);
            if (verdict.Text is { } changed) text = Encoding.UTF8.GetBytes(changed);
            if (text.IsEmpty) return WhisperResult.Empty(other.Nickname);
            (find, nobody) = (() => other.Person.Member, WhisperStatus.HasLeft); // whom the filters know, whoever has the nickname by now
        }

        while (true)
        {
            if (find() is not { IsPresent: true } reader) return new(nobody, nickname);
            if (TryWhisper(author, reader, text, out int needed) is { } status) return new(status, reader.Nickname);
            if (author.Delivery is { } own && !await own.WaitForRoomAsync(needed, cancellationToken).ConfigureAwait(false)) return WhisperResult.Closed(nickname);
        }
    }

    /// <summary>Whispers, unless somebody was renamed or left meanwhile, or the author has no room to be shown it.</summary>
    /// <param name="author">Who whispers.</param>
    /// <param name="reader">Whom to tell.</param>
    /// <param name="text">What to tell.</param>
    /// <param name="needed">For how many bytes the author must have room, as far as that is known.</param>
    /// <returns>What became of it, or null if it is to be tried again.</returns>
    private WhisperStatus? TryWhisper(Member author, Member reader, ReadOnlyMemory<byte> text, out int needed)
    {
        var message = new ChatMessage(ChatMessageKind.Whispered) { Nickname = author.Nickname, Other = reader.Nickname, Text = text };
        byte[] heard = reader.Form.Format(message);
        byte[] shown = author.Form.Format(message with { Kind = ChatMessageKind.WhisperSent });
        needed = shown.Length + (reader == author ? heard.Length + Delivery.ReplyOverhead : 0);

        // The two may be in different rooms: the author's place is taken first, and filled once the reader has been told.
        var own = author.Delivery;
        Reply? place;
        using (author.Hold(out _))
        {
            if (!author.IsPresent) return WhisperStatus.Closed;
            if (!ReferenceEquals(message.Nickname, author.Nickname) || own?.HasRoomFor(needed) == false) return null;
            place = own?.Reserve(shown.Length);
        }

        WhisperStatus? status = null;
        try
        {
            return status = TryTell(reader, author, message, heard);
        }
        finally
        {
            if (place is not null)
            {
                own!.Fill(place, status == WhisperStatus.Sent ? shown : default);
                own.Pump();
            }
        }
    }

    private WhisperStatus? TryTell(Member reader, Member author, in ChatMessage whisper, byte[] heard)
    {
        var now = reader.Delivery is null ? Now : default;
        using (reader.Hold(out var room))
        {
            if (!reader.IsPresent || !ReferenceEquals(whisper.Other, reader.Nickname)) return null;
            bool isHeard = reader.Delivery?.HasRoomFor(heard.Length) ?? room.Whisper(reader, author, whisper.Nickname, whisper.Text, now);
            if (!isHeard)
            {
                if (reader.Delivery is not null) _metrics.Reached(ChatLimit.OwedReplies);
                return WhisperStatus.NotReading;
            }

            reader.Delivery?.Post(heard);
            reader.Hear(author.Person);
        }

        reader.Delivery?.Pump();
        return WhisperStatus.Sent;
    }

    // Not all at once, since what the end of one takes for a moment would be taken for each of thousands at the same time: in batches, each
    // when the one before is gone, or has had its share of the time.
    private async Task DismissAsync(Member[] leaving)
    {
        var share = Options.Limits.FlushTimeout / ((leaving.Length + DismissedAtOnce - 1) / DismissedAtOnce);
        for (int i = 0; i < leaving.Length; i += DismissedAtOnce)
        {
            var batch = new ArraySegment<Member>(leaving, i, Math.Min(DismissedAtOnce, leaving.Length - i));
            var farewell = new Farewell(batch.Count);
            foreach (var member in batch)
            {
                member.Take(farewell);
                Dismiss(member);
            }

            if (i + batch.Count < leaving.Length) await farewell.WaitAsync(share, Time).ConfigureAwait(false);
        }
    }
}
