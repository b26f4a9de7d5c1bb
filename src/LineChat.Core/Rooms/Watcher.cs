using System.Threading.Channels;

namespace LineChat.Rooms;

/// <summary>
/// One reader of the room's events. <see cref="Tell"/> is called under the room's lock, so events come in the order of the log; it never
/// waits: an event that finds no place is counted, and the next one that finds a place says how many were missed.
/// </summary>
internal sealed class Watcher(Member? ears, int capacity)
{
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(capacity) { SingleReader = true });
    private long _missed;

    /// <summary>The member it hears for, or null for what anybody may hear.</summary>
    public Member? Ears => ears;

    public ChannelReader<ChatEvent> Events => _events.Reader;

    public bool Tell(ChatEvent happened)
    {
        bool told = _events.Writer.TryWrite(_missed == 0 ? happened : happened with { Missed = _missed });
        _missed = told ? 0 : _missed + 1;
        return told;
    }

    public void End() => _events.Writer.TryComplete();
}
