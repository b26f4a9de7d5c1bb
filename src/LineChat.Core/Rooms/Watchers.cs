using System.Runtime.CompilerServices;

namespace LineChat.Rooms;

/// <summary>Those who read the events of a room, or of all rooms. Everything but the reading happens under their lock.</summary>
internal sealed class Watchers
{
    private Watcher[] _all = []; // a new one whenever it changes
    private bool _ended;

    public bool IsEmpty => _all.Length == 0;

    /// <returns>False if there is nothing to come.</returns>
    public bool TryAdd(Watcher watcher)
    {
        if (_ended) return false;
        _all = [.. _all, watcher];
        return true;
    }

    public void Remove(Watcher watcher) => _all = [.. _all.Where(one => one != watcher)];

    /// <summary>Tells all but those who hear for the one who did it.</summary>
    public void Tell(ChatEvent happened)
    {
        foreach (var watcher in _all)
        {
            if (watcher.Ears is null || watcher.Ears != happened.Member) watcher.Tell(happened);
        }
    }

    /// <summary>Tells those who hear for one member.</summary>
    /// <returns>Whether anybody heard it.</returns>
    public bool Whisper(Member to, ChatEvent whisper)
    {
        bool heard = false;
        foreach (var watcher in _all)
        {
            if (watcher.Ears == to) heard |= watcher.Tell(whisper);
        }

        return heard;
    }

    /// <summary>Those who hear for a member go with it to another room.</summary>
    public void Move(Member ears, Watchers to)
    {
        if (!_all.Any(watcher => watcher.Ears == ears)) return;
        to._all = [.. to._all, .. _all.Where(watcher => watcher.Ears == ears)];
        _all = [.. _all.Where(watcher => watcher.Ears != ears)];
    }

    /// <summary>Ends the stream of those who hear for a member that has left.</summary>
    public void End(Member ears)
    {
        foreach (var watcher in _all.Where(watcher => watcher.Ears == ears)) watcher.End();
        _all = [.. _all.Where(watcher => watcher.Ears != ears)]; // its reader may never come back for the end
    }

    public void EndAll()
    {
        _ended = true;
        foreach (var watcher in _all) watcher.End();
        _all = [];
    }

    /// <summary>Reads until the end.</summary>
    public static async IAsyncEnumerable<ChatEvent> ReadAsync(Watcher watcher, Func<Watcher, bool> begin, Action<Watcher> end, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!begin(watcher)) yield break;
        try
        {
            await foreach (var happened in watcher.Events.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return happened;
        }
        finally
        {
            end(watcher);
        }
    }
}
