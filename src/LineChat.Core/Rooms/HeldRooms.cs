namespace LineChat.Rooms;

/// <summary>
/// Rooms whose locks are held, in the order in which the rooms were opened: the order in which every holder of several locks takes them.
/// </summary>
internal sealed class HeldRooms : IDisposable
{
    private readonly List<ChatRoom> _rooms = [];

    public IReadOnlyList<ChatRoom> Rooms => _rooms;

    public ChatRoom? Last => _rooms.Count == 0 ? null : _rooms[^1];

    /// <summary>Takes the locks of more rooms, which were opened after those before.</summary>
    public void Add(ReadOnlySpan<ChatRoom> rooms)
    {
        _rooms.EnsureCapacity(_rooms.Count + rooms.Length); // so that nothing fails between taking a lock and keeping it
        foreach (var room in rooms)
        {
            room.Lock.Enter();
            _rooms.Add(room);
        }
    }

    public void Dispose()
    {
        for (int i = _rooms.Count - 1; i >= 0; i--) _rooms[i].Lock.Exit();
    }
}
