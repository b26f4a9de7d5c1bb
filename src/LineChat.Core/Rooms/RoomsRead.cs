namespace LineChat.Rooms;

/// <summary>
/// How far one member has read the rooms that it left last, so that it is not shown the same lines again when it comes back. It knows the
/// rooms by their place in the order of rooms, and keeps none of them. Guarded by the lock of the room where the member is.
/// </summary>
internal sealed class RoomsRead
{
    private const int Most = 32; // bounds what a member costs; who visits more rooms is shown the past of the others again

    private readonly List<(int Room, long Line)> _rooms = [];

    public void Set(int room, long line)
    {
        _rooms.RemoveAll(read => read.Room == room);
        if (_rooms.Count == Most) _rooms.RemoveAt(0);
        _rooms.Add((room, line));
    }

    public long Find(int room) => _rooms.Find(read => read.Room == room).Line;
}
