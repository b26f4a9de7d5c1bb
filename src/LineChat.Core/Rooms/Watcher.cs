using System.Threading.Channels;

namespace LineChat.Rooms;

/// <summary>
/// One reader of events. <see cref="Tell"/> is called under a lock of those who tell it, so events of a room come in the order of its log;
/// it never
/// waits: an event that finds no place is counted, and the next one that finds a place says how many were dropped.
/// </summary>
internal sealed class Watcher(Member? ears, int capacity)
{
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private long _dropped;

    /// <summary>The member it hears for, or null for what anybody may hear.</summary>
    public Member? Ears => ears;

    public ChannelReader<ChatEvent> Events => _events.Reader;

    public bool Tell(ChatEvent happened)
    {
        bool told = _events.Writer.TryWrite(_dropped == 0 ? happened : happened with { Dropped = _dropped });
        _dropped = told ? 0 : _dropped + 1;
        return told;
    }

    public void End() => _events.Writer.TryComplete();
}
