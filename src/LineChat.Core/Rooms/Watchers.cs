using System.Runtime.CompilerServices;
using System.Text;

namespace LineChat.Rooms;

/// <summary>Those who read the room's events. Everything but the reading happens under the room's lock.</summary>
internal sealed class Watchers(Lock roomLock)
{
    private readonly List<Watcher> _all = [];
    private bool _ended;

    public async IAsyncEnumerable<ChatEvent> WatchAsync(Member? ears, int capacity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watcher = new Watcher(ears, capacity);
        lock (roomLock)
        {
            if (_ended || ears is { IsPresent: false }) yield break;
            _all.Add(watcher);
        }

        try
        {
            await foreach (var happened in watcher.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            lock (roomLock) _all.Remove(watcher);
        }
    }

    /// <summary>Tells all but those who hear for the one who did it.</summary>
    public void Tell(Member? by, ChatEventKind kind, string? nickname, ReadOnlySpan<byte> text)
    {
        if (_all.Count == 0) return;

        var happened = new ChatEvent(kind, nickname, text.IsEmpty ? null : Encoding.UTF8.GetString(text));
        foreach (var watcher in _all)
        {
            if (watcher.Ears is null || watcher.Ears != by) watcher.Tell(happened);
        }
    }

    /// <summary>Tells those who hear for one member.</summary>
    /// <returns>Whether anybody heard it.</returns>
    public bool Whisper(Member to, string nickname, ReadOnlySpan<byte> text)
    {
        bool heard = false;
        var happened = new ChatEvent(ChatEventKind.Whispered, nickname, Encoding.UTF8.GetString(text));
        foreach (var watcher in _all)
        {
            if (watcher.Ears == to) heard |= watcher.Tell(happened);
        }

        return heard;
    }

    /// <summary>Ends the stream of those who hear for a member that has left.</summary>
    public void End(Member ears)
    {
        foreach (var watcher in _all.Where(watcher => watcher.Ears == ears)) watcher.End();
        _all.RemoveAll(watcher => watcher.Ears == ears); // its reader may never come back for the end
    }

    public void EndAll()
    {
        _ended = true;
        foreach (var watcher in _all) watcher.End();
        _all.Clear();
    }
}
