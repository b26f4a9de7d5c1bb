namespace LineChat.Rooms;

/// <summary>
/// What a walk sends with one call: the first piece for each member, as long as it stands in the log. A delivery is at work, by its bell, from when its piece
/// is added until that is sent. Not for two threads at once.
/// </summary>
internal sealed class SendBatch(IBatchSender sender)
{
    private readonly Delivery[] _deliveries = new Delivery[sender.Capacity];
    private readonly Outbox.Piece[] _pieces = new Outbox.Piece[sender.Capacity];
    private readonly int[] _taken = new int[sender.Capacity];
    private int _count;

    public bool IsFull => _count == sender.Capacity;

    /// <returns>False if the piece can't be sent in a batch.</returns>
    public bool TryAdd(Delivery delivery, IChatConnection connection, in Outbox.Piece piece)
    {
        if (piece.Lines == 0 || !sender.TryAdd(connection, piece.Bytes.Span)) return false; // only what stands in the log never moves
        _deliveries[_count] = delivery;
        _pieces[_count++] = piece;
        return true;
    }

    /// <summary>Sends what was added, and lets the deliveries go on.</summary>
    public void Send()
    {
        if (_count == 0) return;
        sender.Submit(_taken);
        for (int i = 0; i < _count; i++) _deliveries[i].GoOn(_pieces[i], _taken[i]);
        Array.Clear(_deliveries, 0, _count);
        Array.Clear(_pieces, 0, _count);
        _count = 0;
    }
}
