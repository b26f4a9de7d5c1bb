namespace LineChat.Interleavings;

/// <summary>Sends to several at once, or to nobody where its capacity is 0.</summary>
internal sealed class ListeningSender(int capacity) : IBatchSender
{
    private readonly List<(Listening Connection, byte[] Bytes)> _added = [];

    public int Capacity => capacity;

    public bool Takes(IChatConnection connection) => capacity > 0;

    public bool TryAdd(IChatConnection connection, PinnedBytes bytes)
    {
        if (!Takes(connection)) return false;
        _added.Add(((Listening)connection, bytes.Memory.ToArray()));
        return true;
    }

    public void Submit(Span<int> taken)
    {
        for (int i = 0; i < _added.Count; i++)
        {
            _added[i].Connection.Take(_added[i].Bytes);
            taken[i] = _added[i].Bytes.Length;
        }

        _added.Clear();
    }
}
