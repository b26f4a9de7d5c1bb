using System.Diagnostics;

namespace LineChat;

/// <summary>
/// A turn of a thread that serves many connections: it hears each that has something to say, and does then, once, what they all have given
/// cause for. So a line of one client waits for those that have come already, and no other thread has to be woken for it. The work of each
/// room is a lane of its own (<see cref="Lanes"/>), whose turn ends after a millisecond if other lanes have work too.
/// </summary>
internal static class Turn
{
    private static readonly long Longest = Stopwatch.Frequency / 1000;

    [ThreadStatic]
    private static Lanes? _lanes; // null on a thread without turns

    [ThreadStatic]
    private static long _end;

    /// <summary>Whether this thread takes turns.</summary>
    public static bool IsTaken => _lanes is not null;

    /// <summary>Whether something waits for a turn.</summary>
    public static bool IsOwed => _lanes is { IsEmpty: false };

    /// <summary>Whether the turn is over: work that takes long should leave the rest to the next (<see cref="Resume"/>).</summary>
    public static bool IsOver => _lanes is not null && Stopwatch.GetTimestamp() >= _end;

    /// <summary>From now on this thread takes turns.</summary>
    public static void Begin() => _lanes = new();

    /// <summary>Leaves something to a turn of its lane, behind all that waits there.</summary>
    /// <returns>False if this thread takes no turns.</returns>
    public static bool TryDefer(Lane lane, IThreadPoolWorkItem work)
    {
        _lanes?.Add(lane, work);
        return _lanes is not null;
    }

    /// <summary>Leaves the rest of what is being done to the next turn of its lane.</summary>
    public static void Resume(Lane lane, IThreadPoolWorkItem rest) => _lanes!.Resume(lane, rest);

    /// <summary>Does what waits, for a turn or until nothing does. Look then what else has come.</summary>
    public static void Take()
    {
        _end = Stopwatch.GetTimestamp() + Longest;
        while (IsOwed)
        {
            _lanes!.Take(out var lane).Execute();
            if (!IsOver) continue;
            _lanes.EndTurn(lane);
            return;
        }
    }
}
