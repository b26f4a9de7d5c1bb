using System.Diagnostics.Metrics;

namespace LineChat.Diagnostics;

/// <summary>
/// The meter <c>LineChat</c>. What is counted for each delivery is summed here and read when somebody observes it, so that counting
/// costs an addition.
/// </summary>
internal sealed class ChatMetrics
{
    public const string MeterName = "LineChat";

    private readonly UpDownCounter<long> _connections;
    private readonly UpDownCounter<long> _members;
    private readonly Counter<long> _linesIn;
    private readonly Counter<long> _stalled;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _signOnFailures;
    private long _deliveries;
    private long _bytesOut;
    private long _skipped;

    public ChatMetrics(IMeterFactory? factory)
    {
        var meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        _connections = meter.CreateUpDownCounter<long>("linechat.connections", "{connection}", "Connections that are open.");
        _members = meter.CreateUpDownCounter<long>("linechat.members", "{member}", "Members in the room.");
        _linesIn = meter.CreateCounter<long>("linechat.lines.received", "{line}", "Lines received from members, commands included.");
        meter.CreateObservableCounter("linechat.deliveries", () => Volatile.Read(ref _deliveries), "{line}", "Lines of the room sent, counted for each member.");
        meter.CreateObservableCounter("linechat.bytes.sent", () => Volatile.Read(ref _bytesOut), "By", "Bytes sent to members.");
        meter.CreateObservableCounter("linechat.lines.skipped", () => Volatile.Read(ref _skipped), "{line}", "Lines that slow members skipped.");
        _stalled = meter.CreateCounter<long>("linechat.connections.stalled", "{connection}", "Members disconnected because they took nothing.");
        _refused = meter.CreateCounter<long>("linechat.connections.refused", "{connection}", "Connections refused, by reason.");
        _signOnFailures = meter.CreateCounter<long>("linechat.sign_on.failures", "{try}", "Nicknames refused and sign-ons given up, by reason.");
    }

    public void Delivered(long lines, long bytes, long skipped)
    {
        Interlocked.Add(ref _deliveries, lines);
        Interlocked.Add(ref _bytesOut, bytes);
        if (skipped > 0) Interlocked.Add(ref _skipped, skipped);
    }

    public void ConnectionOpened() => _connections.Add(1);

    public void ConnectionClosed() => _connections.Add(-1);

    public void MemberArrived() => _members.Add(1);

    public void MemberLeft() => _members.Add(-1);

    public void LineReceived() => _linesIn.Add(1);

    public void Stalled() => _stalled.Add(1);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void SignOnFailed(string reason) => _signOnFailures.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
