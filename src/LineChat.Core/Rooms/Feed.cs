namespace LineChat.Rooms;

/// <summary>What is said in a room, in one wire form, and who reads it.</summary>
internal sealed class Feed
{
    private readonly Walk _walk;
    private readonly Lane _lane;

    public Feed(WireForm form, int maxLogSize, SendBatches batches, Lane lane)
    {
        Form = form;
        Log = new(maxLogSize);
        _lane = lane;
        _walk = new(Log, batches, lane);
    }

    public WireForm Form { get; }

    public LineLog Log { get; }

    /// <summary>The last list of who is here that was put into words.</summary>
    public ListInWords? Listed { get; set; }

    /// <summary>Brings what was appended to everybody. Without the room's lock.</summary>
    public void Ring() => _walk.Ring();

    /// <summary>An outbox for somebody who reads from so many lines before the end. Under the room's lock.</summary>
    public Outbox NewOutbox(Member member, int linesBack) => new(Log, Log.CursorBack(linesBack), member.Number);

    /// <summary>Brings what comes to a member, from the next ringing on.</summary>
    public void Bring(Delivery delivery, Outbox outbox)
    {
        delivery.Lane = _lane;
        _walk.Add(delivery, outbox);
    }

    /// <summary>A list, and its words under some options.</summary>
    internal sealed record ListInWords(ChatMessage List, LineChatOptions Options, byte[] Bytes);
}
