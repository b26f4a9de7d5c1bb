using System.Diagnostics.Metrics;

namespace LineChat.Diagnostics;

/// <summary>
/// What one chat counts. Everything is summed here, so that counting costs an addition, and read by the <see cref="ChatMeter"/>.
/// </summary>
internal sealed class ChatMetrics
{
    /// <summary>The tag that tells the chats with names apart.</summary>
    public const string ChatTag = "linechat.chat.name";

    private readonly Tally<ChatLimit> _limits;
    private readonly Tally<NicknameStatus> _signOns;
    private long _connections;
    private long _members;
    private long _linesReceived;
    private long _deliveries;
    private long _bytesSent;
    private long _skipped;

    /// <param name="meter">Where it can be read; null for nowhere.</param>
    /// <param name="chat">The name of the chat, if it has one.</param>
    public ChatMetrics(ChatMeter? meter, string? chat = null)
    {
        Tags = chat is null ? [] : [new(ChatTag, chat)];
        _limits = new("linechat.limit", Tags);
        _signOns = new("linechat.nickname.status", Tags);
        meter?.Add(this);
    }

    public KeyValuePair<string, object?>[] Tags { get; }

    public long Connections => Volatile.Read(ref _connections);

    public long Members => Volatile.Read(ref _members);

    public long LinesReceived => Volatile.Read(ref _linesReceived);

    public long Deliveries => Volatile.Read(ref _deliveries);

    public long BytesSent => Volatile.Read(ref _bytesSent);

    public long Skipped => Volatile.Read(ref _skipped);

    public IEnumerable<Measurement<long>> SignOns => _signOns.Read();

    public IEnumerable<Measurement<long>> LimitsReached => _limits.Read();

    public void Delivered(long lines, long bytes, long skipped)
    {
        Interlocked.Add(ref _deliveries, lines);
        Interlocked.Add(ref _bytesSent, bytes);
        if (skipped == 0) return;
        Interlocked.Add(ref _skipped, skipped);
        Reached(ChatLimit.LogSize);
    }

    public void ConnectionOpened() => Interlocked.Increment(ref _connections);

    public void ConnectionClosed() => Interlocked.Decrement(ref _connections);

    public void MemberArrived() => Interlocked.Increment(ref _members);

    public void MemberLeft() => Interlocked.Decrement(ref _members);

    public void LineReceived() => Interlocked.Increment(ref _linesReceived);

    public void SignOn(NicknameStatus became) => _signOns.Add(became);

    public void Reached(ChatLimit limit) => _limits.Add(limit);
}
