namespace LineChat.Rooms;

/// <summary>
/// The rooms there are: in the order in which they were opened, and by what their names are or look like. One that is closed is not found
/// any more, and
/// stays among them until nobody is in it.
/// </summary>
internal sealed class RoomList
{
    private readonly Lock _lock = new(); // under it nothing else is taken
    private readonly Dictionary<string, ChatRoom> _byKey = new(StringComparer.Ordinal);
    private readonly List<ChatRoom> _rooms = [];
    private int _lastOrder;
    private bool _isClosed;

    /// <summary>Whether no more rooms are made, whatever their number.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock) return _isClosed;
        }
    }

    public ChatRoom[] All
    {
        get
        {
            lock (_lock) return [.. _rooms];
        }
    }

    /// <summary>
    /// Takes the locks of all rooms, until the result is disposed of: everybody is in one of them, and nobody arrives, moves or leaves.
    /// A room that is opened meanwhile is empty as long as that, except for those who have just arrived in the chat.
    /// </summary>
    public HeldRooms HoldAll()
    {
        var held = new HeldRooms();
        try
        {
            while (After(held.Last) is { Length: > 0 } rooms) held.Add(rooms);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The room with a name, or with one that it could be taken for; null if there is none.</summary>
    public ChatRoom? Find(NicknameCheck name)
    {
        lock (_lock) return FindHeld(name);
    }

    /// <summary>Finds a room, or makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="most">How many rooms there may be then.</param>
    /// <param name="make">Makes it, with its place in the order of rooms.</param>
    /// <param name="isNew">Whether it was made now.</param>
    /// <returns>Null if there are too many rooms, or the chat is closed.</returns>
    public ChatRoom? FindOrAdd(NicknameCheck name, int most, Func<int, ChatRoom> make, out bool isNew)
    {
        isNew = false;
        lock (_lock)
        {
            if (FindHeld(name) is { } room) return room;
            if (_isClosed || _rooms.Count(one => !one.IsClosed) >= most) return null;
            isNew = true;
            room = make(_lastOrder++);
            _rooms.Add(room);
            foreach (string key in name.Keys)
            {
                if (_byKey.GetValueOrDefault(key) is not { IsClosed: false }) _byKey[key] = room;
            }

            return room;
        }
    }

    public void Remove(ChatRoom room)
    {
        lock (_lock)
        {
            _rooms.Remove(room);
            foreach (string key in room.NameCheck.Keys)
            {
                if (_byKey.GetValueOrDefault(key) == room) _byKey.Remove(key);
            }
        }
    }

    /// <summary>No more rooms are made.</summary>
    /// <returns>Those there are; null if it was closed before.</returns>
    public ChatRoom[]? Close()
    {
        lock (_lock)
        {
            if (_isClosed) return null;
            _isClosed = true;
            return [.. _rooms];
        }
    }

    // Those that were opened later.
    private ChatRoom[] After(ChatRoom? room)
    {
        lock (_lock) return [.. _rooms.SkipWhile(one => one.Order <= (room?.Order ?? -1))];
    }

    private ChatRoom? FindHeld(NicknameCheck name)
    {
        foreach (string key in name.Keys)
        {
            if (_byKey.GetValueOrDefault(key) is { IsClosed: false } room) return room;
        }

        return null;
    }
}
