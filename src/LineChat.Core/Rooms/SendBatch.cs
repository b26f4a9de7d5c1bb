namespace LineChat.Rooms;

/// <summary>
/// What a walk sends with one call: for each member the first lines that it is owed, from the log where they stand, or gathered into
/// one piece where its own lines are between them. A delivery is at work, by its bell, from when its piece is added until that is sent.
/// Not for two threads at once.
/// </summary>
internal sealed class SendBatch(IBatchSender sender)
{
    private const int GatheringSpace = 8 * Delivery.MaxPiece;

    private readonly Delivery[] _deliveries = new Delivery[sender.Capacity];
    private readonly Outbox.Piece[] _pieces = new Outbox.Piece[sender.Capacity];
    private readonly int[] _taken = new int[sender.Capacity];
    private int _count;
    private byte[] _gathered = [];
    private PinnedBytes _pinned; // the same, to be sent
    private int _gatheredLength;

    /// <summary>Whether anything can be sent in it.</summary>
    public bool IsOfUse => sender.Capacity > 0;

    public bool IsFull => _count == sender.Capacity;

    /// <param name="delivery">Whose piece it is.</param>
    /// <param name="connection">Where it goes.</param>
    /// <param name="piece">What was taken first; more may have been taken with it.</param>
    /// <returns>False if the piece can't be sent in a batch.</returns>
    public bool TryAdd(Delivery delivery, IChatConnection connection, ref Outbox.Piece piece)
    {
        if (piece.Pinned.Length == 0 || !sender.Takes(connection)) return false;
        bool isGathered = TryGather(delivery.Reading, ref piece);
        if (!sender.TryAdd(connection, piece.Pinned))
        {
            if (isGathered) piece = piece.Copy();
            return false;
        }

        _deliveries[_count] = delivery;
        _pieces[_count++] = piece with { IsLent = isGathered };
        return true;
    }

    /// <summary>Sends what was added, and lets the deliveries go on.</summary>
    public void Send()
    {
        if (_count == 0) return;
        sender.Submit(_taken);
        for (int i = 0; i < _count; i++)
        {
            var piece = _pieces[i];
            bool isWhole = _taken[i] == piece.Bytes.Length;
            _deliveries[i].GoOn(piece.IsLent && !isWhole ? piece.Copy() : piece, _taken[i]);
        }

        Array.Clear(_deliveries, 0, _count);
        Array.Clear(_pieces, 0, _count);
        _count = _gatheredLength = 0;
    }

    // As what its own lines part would be one send for each part.
    private bool TryGather(Outbox outbox, ref Outbox.Piece piece)
    {
        if (piece.Bytes.Length >= Delivery.MaxPiece || _gatheredLength > GatheringSpace - Delivery.MaxPiece) return false;
        if (!outbox.TryFindLines(Delivery.MaxPiece - piece.Bytes.Length, out var more, out var behind)) return false;

        if (_gathered.Length == 0) _pinned = PinnedBytes.Allocate(GatheringSpace, out _gathered);
        int start = _gatheredLength;
        Gather(piece);
        long lines = piece.Lines;
        do
        {
            Gather(more);
            outbox.Pass(behind); // only now: the room's walk may tell at any moment what is read
            lines += more.Lines;
        }
        while (outbox.TryFindLines(Delivery.MaxPiece - (_gatheredLength - start), out more, out behind));

        piece = new(_pinned.Slice(start, _gatheredLength - start), lines);
        return true;
    }

    private void Gather(in Outbox.Piece piece)
    {
        piece.Bytes.Span.CopyTo(_gathered.AsSpan(_gatheredLength));
        _gatheredLength += piece.Bytes.Length;
    }
}
