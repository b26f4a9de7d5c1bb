using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace LineChat.Diagnostics;

/// <summary>
/// The meter <c>LineChat</c> of a host. Each instrument has one measurement for each chat, or for each limit and status of each: what a
/// chat counts is read when somebody observes it, so nobody who listens can hold up or break what is counted.
/// </summary>
internal sealed class ChatMeter
{
    public const string MeterName = "LineChat";

    private ImmutableArray<ChatMetrics> _chats = [];

    public ChatMeter(IMeterFactory? factory)
    {
        var meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        meter.CreateObservableUpDownCounter("linechat.connections", () => Each(chat => chat.Connections), "{connection}", "Connections that are open.");
        meter.CreateObservableUpDownCounter("linechat.members", () => Each(chat => chat.Members), "{member}", "Members in the chat.");
        meter.CreateObservableCounter("linechat.sign_ons", () => _chats.SelectMany(chat => chat.SignOns), "{try}", "Nicknames tried when signing on, by what became of them.");
        meter.CreateObservableCounter("linechat.lines.received", () => Each(chat => chat.LinesReceived), "{line}", "Lines received from members, commands included.");
        meter.CreateObservableCounter("linechat.deliveries", () => Each(chat => chat.Deliveries), "{line}", "Lines of the room sent, counted for each member.");
        meter.CreateObservableCounter("linechat.bytes.sent", () => Each(chat => chat.BytesSent), "By", "Bytes sent to members.");
        meter.CreateObservableCounter("linechat.lines.skipped", () => Each(chat => chat.Skipped), "{line}", "Lines that slow members skipped.");
        meter.CreateObservableCounter("linechat.limits.reached", () => _chats.SelectMany(chat => chat.LimitsReached), "{event}", "How often a client came up against a limit, by which.");
    }

    /// <summary>From now on what a chat counts can be read.</summary>
    public void Add(ChatMetrics chat) => ImmutableInterlocked.Update(ref _chats, static (chats, added) => chats.Add(added), chat);

    private IEnumerable<Measurement<long>> Each(Func<ChatMetrics, long> read) =>
        _chats.Select(chat => new Measurement<long>(read(chat), chat.Tags));
}
