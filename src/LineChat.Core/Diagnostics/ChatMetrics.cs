using System.Diagnostics.Metrics;

namespace LineChat.Diagnostics;

/// <summary>
/// The meter <c>LineChat</c>. Everything is summed here and read when somebody observes it, so that counting costs an addition, and nobody who
/// listens can hold up or break what is counted.
/// </summary>
internal sealed class ChatMetrics
{
    public const string MeterName = "LineChat";

    private readonly Tally<ChatLimit> _limits = new("linechat.limit");
    private readonly Tally<NicknameStatus> _signOns = new("linechat.nickname.status");
    private long _connections;
    private long _members;
    private long _linesIn;
    private long _deliveries;
    private long _bytesOut;
    private long _skipped;

    public ChatMetrics(IMeterFactory? factory)
    {
        var meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        meter.CreateObservableUpDownCounter("linechat.connections", () => Volatile.Read(ref _connections), "{connection}", "Connections that are open.");
        meter.CreateObservableUpDownCounter("linechat.members", () => Volatile.Read(ref _members), "{member}", "Members in the chat.");
        meter.CreateObservableCounter("linechat.sign_ons", _signOns.Read, "{try}", "Nicknames tried when signing on, by what became of them.");
        meter.CreateObservableCounter("linechat.lines.received", () => Volatile.Read(ref _linesIn), "{line}", "Lines received from members, commands included.");
        meter.CreateObservableCounter("linechat.deliveries", () => Volatile.Read(ref _deliveries), "{line}", "Lines of the room sent, counted for each member.");
        meter.CreateObservableCounter("linechat.bytes.sent", () => Volatile.Read(ref _bytesOut), "By", "Bytes sent to members.");
        meter.CreateObservableCounter("linechat.lines.skipped", () => Volatile.Read(ref _skipped), "{line}", "Lines that slow members skipped.");
        meter.CreateObservableCounter("linechat.limits.reached", _limits.Read, "{event}", "How often a client came up against a limit, by which.");
    }

    public void Delivered(long lines, long bytes, long skipped)
    {
        Interlocked.Add(ref _deliveries, lines);
        Interlocked.Add(ref _bytesOut, bytes);
        if (skipped == 0) return;
        Interlocked.Add(ref _skipped, skipped);
        Reached(ChatLimit.LogSize);
    }

    public void ConnectionOpened() => Interlocked.Increment(ref _connections);

    public void ConnectionClosed() => Interlocked.Decrement(ref _connections);

    public void MemberArrived() => Interlocked.Increment(ref _members);

    public void MemberLeft() => Interlocked.Decrement(ref _members);

    public void LineReceived() => Interlocked.Increment(ref _linesIn);

    public void SignOn(NicknameStatus became) => _signOns.Add(became);

    public void Reached(ChatLimit limit) => _limits.Add(limit);
}
