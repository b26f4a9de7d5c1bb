using System.Text;
using LineChat.Diagnostics;
using LineChat.Lines;
using Microsoft.Extensions.Logging;

namespace LineChat.Rooms;

/// <summary>
/// Who is here and what was said. Its contract:
/// <list type="number">
/// <item>Under its lock are the log's end, who is present under which nickname, and the place of each reply. A member appears, leaves and
/// is renamed in the same hold in which that is appended, so that the log, the list of those present and the events agree.</item>
/// <item>The nickname policy and the formatter are called without it. What they said is used only if it still holds once the lock is taken.</item>
/// <item>Nothing waits for a reader, and nobody reads under the lock.</item>
/// </list>
/// </summary>
internal sealed class ChatRoom : IChatRoom
{
    private const int DismissedAtOnce = 256;

    private readonly Lock _lock = new();
    private readonly INicknamePolicy _policy;
    private readonly IMessageFormatter _formatter;
    private readonly ChatMetrics _metrics;
    private readonly ILogger _logger;
    private readonly int _historyLines;
    private readonly TimeSpan _flushTimeout;
    private readonly ChatDialect _dialect;
    private readonly DeliverySettings _delivery;
    private readonly Walk _walk;
    private readonly LineLog _log;
    private readonly Watchers _watchers;
    private readonly Roster _roster = new();
    private readonly Replies _replies;
    private int _lastNumber;
    private bool _isClosed;

    public ChatRoom(
        LineChatOptions options,
        INicknamePolicy policy,
        IMessageFormatter formatter,
        ChatMetrics metrics,
        IBatchSender batchSender,
        TimeProvider time,
        ILogger<ChatRoom> logger)
    {
        _policy = policy;
        _formatter = formatter;
        _metrics = metrics;
        _logger = logger;
        _historyLines = options.HistoryLines;
        _flushTimeout = options.FlushTimeout;
        _dialect = options.Dialect;
        _log = new(options.MaxLogSize);
        _watchers = new(_lock);
        _replies = new(_lock, _roster, formatter, options.MaxOwedReplies);
        _walk = new(_log, batchSender);
        _delivery = new()
        {
            MaxOwedReplies = options.MaxOwedReplies,
            StallTimeout = options.StallTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : options.StallTimeout,
            FlushTimeout = new(options.FlushTimeout, time),
            Time = time,
            Metrics = metrics,
            SkipNotice = lines => _replies.Format(new(ChatMessageKind.Skipped) { Count = lines }),
        };
    }

    private int MaxListed => _dialect.MaxListed == 0 ? int.MaxValue : _dialect.MaxListed;

    public IReadOnlyList<string> Nicknames
    {
        get
        {
            lock (_lock) return [.. _roster.Nicknames];
        }
    }

    public JoinResult Join(string nickname, IChatConnection? connection = null) =>
        Join(new(this, Interlocked.Increment(ref _lastNumber)), nickname, connection);

    public IChatGuest? Listen(IChatConnection connection, bool isTold = true)
    {
        var guest = new Member(this, Interlocked.Increment(ref _lastNumber)) { IsTold = isTold };
        using var notice = Scratch.Rent();
        if (isTold) notice.Format(_formatter, new(ChatMessageKind.Connected) { Number = guest.Number });
        lock (_lock)
        {
            if (_isClosed) return null;
            _roster.AddGuest(guest);
            Connect(guest, connection, _log.CursorBack(0));
            _log.Append(notice.Bytes, guest.Number);
        }

        _walk.Ring();
        return guest;
    }

    /// <summary>Lets somebody in.</summary>
    /// <param name="member">Who; a guest of this room, or new.</param>
    /// <param name="nickname">The nickname that is wished for.</param>
    /// <param name="connection">Where it reads; null for a guest, which reads already, and for a member without a connection.</param>
    public JoinResult Join(Member member, string nickname, IChatConnection? connection)
    {
        if (string.IsNullOrWhiteSpace(nickname)) return new(NicknameStatus.Missing);
        var check = Check(nickname);
        if (!check.IsAllowed) return new(NicknameStatus.NotAllowed, Reason: check.Reason);

        string[] keys = [check.Key, .. check.Lookalikes];
        using var arrival = Scratch.Rent();
        arrival.Format(_formatter, new(ChatMessageKind.Arrived) { Nickname = check.Nickname, Number = member.Number });

        Reply? welcome = null;
        var message = new ChatMessage(ChatMessageKind.Welcome) { Nickname = check.Nickname, Number = member.Number };
        lock (_lock)
        {
            if (_isClosed || (member.Delivery is not null && !member.Hears)) return new(NicknameStatus.Closed);
            if (member.IsPresent) throw new InvalidOperationException($"The guest has joined as {member.Nickname} already; rename the member.");
            if (_roster.Enter(member, check.Nickname, keys) is { } holder) return new(NicknameStatus.Taken, Resembles: Resembled(holder, keys));

            if (connection is not null) Connect(member, connection, _log.CursorBack(_historyLines));
            _log.Append(arrival.Bytes, NoticeAuthor(member));
            _watchers.Tell(member, ChatEventKind.Arrived, member.Nickname, default);
            if (member.Delivery is { } delivery)
            {
                welcome = _replies.Reserve(delivery);
                message = message with { Nicknames = _roster.First(_dialect is { ListOthers: false, ListSorted: false } ? MaxListed : int.MaxValue), Count = _roster.Count };
            }
        }

        try
        {
            _walk.Ring();
            if (welcome is not null) _replies.Fill(member.Delivery!, welcome, Listing(message, check.Nickname));
            _metrics.MemberArrived();
            _logger.MemberArrived(member.Nickname, member.Number);
        }
        catch
        {
            Leave(member); // whoever called gets no member that could
            throw;
        }

        return new(NicknameStatus.Accepted, member);
    }

    public void Announce(string text) => Append(null, new(ChatMessageKind.Announced) { Text = TextSafety.Clean(text) }, ChatEventKind.Announced);

    public IAsyncEnumerable<ChatEvent> WatchAsync(int capacity = 1024, CancellationToken cancellationToken = default) =>
        WatchAsync(null, capacity, cancellationToken);

    public void Close()
    {
        using var notice = Scratch.Rent();
        FormatOrLog(notice, new(ChatMessageKind.Stopping));
        Member[] leaving;
        lock (_lock)
        {
            if (_isClosed) return;
            _isClosed = true;
            _log.Append(notice.Bytes, 0);
            leaving = _roster.Clear();
            _watchers.EndAll();
        }

        _walk.Ring();
        if (leaving.Length > 0) _ = DismissAsync(leaving);
    }

    public IAsyncEnumerable<ChatEvent> WatchAsync(Member? ears, int capacity, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return _watchers.WatchAsync(ears, capacity, cancellationToken);
    }

    /// <summary>Says something in the name of a member, or of the server.</summary>
    /// <param name="author">Who says it and won't get to read it; null for the server.</param>
    /// <param name="message">What is said, its author's nickname apart.</param>
    /// <param name="kind">What that is as an event.</param>
    public void Append(Member? author, ChatMessage message, ChatEventKind kind)
    {
        if (message.Text.IsEmpty)
        {
            if (message.Kind != ChatMessageKind.Said) return;
            message = new(ChatMessageKind.SaidNothing);
        }

        using var line = Scratch.Rent();
        bool done = false;
        while (!done)
        {
            string? nickname = author?.Nickname;
            line.Format(_formatter, message with { Nickname = nickname ?? "", Number = author?.Number ?? 0 });
            if (line.Bytes.IsEmpty) return;
            lock (_lock)
            {
                if (_isClosed || author is { IsPresent: false }) return;
                if (!ReferenceEquals(nickname, author?.Nickname)) continue; // renamed meanwhile: once more, with the new one
                _log.Append(line.Bytes, _dialect.Echo ? 0 : author?.Number ?? 0);
                _watchers.Tell(author, kind, nickname, message.Text.Span);
                done = true;
            }
        }

        _walk.Ring();
    }

    public RenameResult Rename(Member member, string wish)
    {
        if (string.IsNullOrWhiteSpace(wish)) return new(NicknameStatus.Missing);
        var check = Check(wish);
        if (!check.IsAllowed) return new(NicknameStatus.NotAllowed, check.Reason);

        string[] keys = [check.Key, .. check.Lookalikes];
        using var line = Scratch.Rent();
        bool done = false;
        while (!done)
        {
            string nickname = member.Nickname;
            line.Format(_formatter, new(ChatMessageKind.Renamed) { Nickname = nickname, Other = check.Nickname, Number = member.Number });
            lock (_lock)
            {
                if (!member.IsPresent) return new(NicknameStatus.Closed);
                if (!ReferenceEquals(nickname, member.Nickname)) continue;
                if (_roster.Name(member, check.Nickname, keys) is { } holder) return new(NicknameStatus.Taken, Resembles: Resembled(holder, keys));

                _log.Append(line.Bytes, NoticeAuthor(member));
                _watchers.Tell(member, ChatEventKind.Renamed, nickname, Encoding.UTF8.GetBytes(check.Nickname));
                done = true;
            }
        }

        _walk.Ring();
        return new(NicknameStatus.Accepted);
    }

    public ValueTask<WhisperResult> WhisperAsync(Member author, string nickname, ReadOnlyMemory<byte> text) =>
        !string.IsNullOrWhiteSpace(nickname) && Check(nickname) is { IsAllowed: true, Key: var key }
            ? WhisperAsync(author, () => _roster.Find(key), text)
            : new(text.IsEmpty ? WhisperResult.Empty : WhisperResult.NobodyThere);

    public ValueTask<WhisperResult> WhisperAsync(Member author, IChatPerson person, ReadOnlyMemory<byte> text) =>
        WhisperAsync(author, () => person is Person { Member: { } member } && member.IsOf(this) ? member : null, text);

    public ValueTask ReplyAsync(Member member, IReadOnlyList<ChatMessage> messages) => _replies.TellAsync(member, messages);

    public ValueTask ReplyAsync(Member member, ReadOnlyMemory<byte> bytes) => _replies.SendAsync(member, bytes);

    public void Leave(Member member)
    {
        using var line = Scratch.Rent();
        bool done = !member.Hears;
        while (!done)
        {
            string nickname = member.Nickname;
            bool wasPresent = nickname.Length > 0; // by the nickname, which is looked at once more under the lock
            FormatOrLog(line, new(wasPresent ? ChatMessageKind.Left : ChatMessageKind.Disconnected) { Nickname = nickname, Number = member.Number });
            if (!wasPresent && !member.IsTold) line.Clear();
            lock (_lock)
            {
                if (!member.Hears) return;
                if (!ReferenceEquals(nickname, member.Nickname)) continue;
                _log.Append(line.Bytes, member.Number);
                if (wasPresent)
                {
                    _watchers.Tell(member, ChatEventKind.Left, nickname, default);
                    _watchers.End(member);
                }

                _roster.Remove(member);
                done = true;
            }

            Dismiss(member);
            _walk.Ring();
        }
    }

    /// <summary>The connection of a member is lost: it leaves.</summary>
    public void Lose(Member member, Exception exception)
    {
        Leave(member);
        switch (exception)
        {
            case TimeoutException:
                _metrics.Reached(ChatLimit.Stall);
                _logger.MemberStalled(member.Nickname, member.Number);
                break;
            case IOException or OperationCanceledException:
                _logger.MemberLost(exception, member.Nickname, member.Number);
                break;
            default:
                _logger.DeliveryFailed(exception, member.Nickname, member.Number);
                break;
        }
    }

    // Not all at once, since what the end of one takes for a moment would be taken for each of thousands at the same time: in batches, each when the one before is gone, or has had its share of the time.
    private async Task DismissAsync(Member[] leaving)
    {
        var share = _flushTimeout / ((leaving.Length + DismissedAtOnce - 1) / DismissedAtOnce);
        for (int i = 0; i < leaving.Length; i += DismissedAtOnce)
        {
            var batch = new ArraySegment<Member>(leaving, i, Math.Min(DismissedAtOnce, leaving.Length - i));
            var farewell = new Farewell(batch.Count);
            foreach (var member in batch)
            {
                member.Take(farewell);
                Dismiss(member);
            }

            if (i + batch.Count < leaving.Length) await farewell.WaitAsync(share, _delivery.Time).ConfigureAwait(false);
        }
    }

    private void Dismiss(Member member)
    {
        member.Dismiss();
        if (member.Nickname.Length == 0) return; // a guest
        _metrics.MemberLeft();
        _logger.MemberLeft(member.Nickname, member.Number);
    }

    private async ValueTask<WhisperResult> WhisperAsync(Member author, Func<Member?> find, ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty) return WhisperResult.Empty;
        while (true)
        {
            if (TryWhisper(author, find, text, out int needed) is { } result) return result;
            if (author.Delivery is { } own && !await own.WaitForRoomAsync(needed).ConfigureAwait(false)) return WhisperResult.NobodyThere;
        }
    }

    /// <summary>Whispers, unless somebody was renamed meanwhile, or the author has no room to be shown it.</summary>
    /// <param name="author">Who whispers.</param>
    /// <param name="find">Under the lock: finds whom to tell, or null.</param>
    /// <param name="text">What to tell.</param>
    /// <param name="needed">For how many bytes the author must have room, as far as that is known.</param>
    /// <returns>What became of it, or null if it is to be tried again.</returns>
    private WhisperResult? TryWhisper(Member author, Func<Member?> find, ReadOnlyMemory<byte> text, out int needed)
    {
        needed = 0;
        Member? reader;
        lock (_lock) reader = find();
        if (reader is null) return WhisperResult.NobodyThere;

        var message = new ChatMessage(ChatMessageKind.Whispered) { Nickname = author.Nickname, Other = reader.Nickname, Text = text };
        byte[] heard = _replies.Format(message);
        byte[] shown = _replies.Format(message with { Kind = ChatMessageKind.WhisperSent });
        lock (_lock)
        {
            if (!author.IsPresent) return WhisperResult.NobodyThere;
            if (!reader.IsPresent || !ReferenceEquals(message.Nickname, author.Nickname) || !ReferenceEquals(message.Other, reader.Nickname)) return null;
            needed = shown.Length + (reader == author ? heard.Length + Outbox.ReplyOverhead : 0);
            if (author.Delivery?.HasRoomFor(needed) == false) return null;
            if (!TryHear(reader, message, heard)) return WhisperResult.NotReading;

            reader.Correspondent = author.Person;
            author.Delivery?.Outbox.Post(shown);
        }

        reader.Delivery?.Pump();
        author.Delivery?.Pump();
        return WhisperResult.Sent;
    }

    private bool TryHear(Member reader, in ChatMessage whisper, byte[] bytes)
    {
        if (reader.Delivery is not { } delivery) return _watchers.Whisper(reader, whisper.Nickname, whisper.Text.Span);
        if (!delivery.HasRoomFor(bytes.Length))
        {
            _metrics.Reached(ChatLimit.OwedReplies);
            return false;
        }

        delivery.Outbox.Post(bytes);
        return true;
    }

    private NicknameCheck Check(string wish)
    {
        var check = _policy.Check(wish);
        if (!check.IsAllowed) return check;

        string safe = Encoding.UTF8.GetString(TextSafety.Clean(check.Nickname).Span);
        return string.IsNullOrWhiteSpace(safe) ? NicknameCheck.Refuse("A name needs letters.") : NicknameCheck.Allow(safe, check.Key, check.Lookalikes);
    }

    // The holder's nickname, if it is a different one that looks alike.
    private static string? Resembled(Member holder, string[] keys) => holder.Keys[0] == keys[0] ? null : holder.Nickname;

    // Of all who are present, those that the dialect lists for one of them.
    private ChatMessage Listing(in ChatMessage message, string reader)
    {
        var nicknames = message.Nicknames;
        if (_dialect.ListOthers) nicknames = [.. nicknames.Where(nickname => nickname != reader)];
        if (_dialect.ListSorted) nicknames = [.. nicknames.Order(StringComparer.Ordinal)];
        return message with
        {
            Nicknames = nicknames.Count <= MaxListed ? nicknames : [.. nicknames.Take(MaxListed)],
            Count = message.Count - (_dialect.ListOthers ? 1 : 0),
        };
    }

    // Under the lock.
    private void Connect(Member member, IChatConnection connection, Cursor start)
    {
        member.Delivery = new(new(_log, start, member.Number), connection, _delivery, member);
        _walk.Add(member);
    }

    // Who steps over a notice about itself.
    private int NoticeAuthor(Member member) => _dialect.HearOwnNotices ? 0 : member.Number;

    // A departure and the end of the room happen whether or not they can be put into words.
    private void FormatOrLog(in Scratch line, in ChatMessage notice)
    {
        try
        {
            line.Format(_formatter, notice);
        }
        catch (Exception exception)
        {
            _logger.NoticeNotFormatted(exception, notice.Kind, notice.Nickname);
            line.Clear();
        }
    }
}
