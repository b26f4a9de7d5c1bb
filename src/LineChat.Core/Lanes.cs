namespace LineChat;

/// <summary>The lanes with work that waits, in the order of their turns. Not for two threads at once.</summary>
internal sealed class Lanes
{
    private readonly Queue<Lane> _turns = new(); // each lane with work, once

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _turns.Count == 0;

    /// <summary>Adds work behind all other in its lane.</summary>
    public void Add(Lane lane, IThreadPoolWorkItem work)
    {
        if (lane.IsEmpty) _turns.Enqueue(lane);
        lane.Add(work);
    }

    /// <summary>Adds the rest of work that was begun, before all other in its lane.</summary>
    public void Resume(Lane lane, IThreadPoolWorkItem rest)
    {
        if (lane.IsEmpty) _turns.Enqueue(lane);
        lane.Resume(rest);
    }

    /// <summary>Takes the next work of the lane whose turn it is, and goes on with that lane until it is empty or its turn ends.</summary>
    public IThreadPoolWorkItem Take(out Lane lane)
    {
        lane = _turns.Peek();
        var work = lane.Take();
        if (lane.IsEmpty) _turns.Dequeue();
        return work;
    }

    /// <summary>Ends the turn of a lane: if it has more work, that waits behind the other lanes.</summary>
    public void EndTurn(Lane lane)
    {
        if (_turns.TryPeek(out var first) && first == lane) _turns.Enqueue(_turns.Dequeue());
    }
}
