using LineChat.Lines;

namespace LineChat.Rooms;

/// <summary>
/// Tells members of a room something alone. What is kept for a member is no more than may be owed to it, or one message if that is longer:
/// <list type="number">
/// <item>A reply is let in under the room's lock, when there is room for its bytes, or for those reserved for it, and counts until it has been sent.</item>
/// <item>While there is no room it waits as the messages that it was, and is put into words again.</item>
/// <item>A list is cut to what is reserved for it, and kept once for all who ask as long as it is the same.</item>
/// </list>
/// </summary>
internal sealed class Replies(Lock roomLock, Roster roster, IMessageFormatter formatter, int maxOwed)
{
    private readonly int _most = maxOwed / 2; // so that something else has room beside the longest
    private ListInWords? _listed; // the last answer to who is here

    /// <summary>Tells a member some messages: those that there is room for, then the rest.</summary>
    public async ValueTask TellAsync(Member member, IReadOnlyList<ChatMessage> messages)
    {
        if (member.Delivery is not { } delivery) return;
        messages = [.. messages];
        for (int told = 0; told < messages.Count;)
        {
            int needed = messages[told].Kind == ChatMessageKind.Who ? List(member, delivery, messages, ref told) : Tell(member, delivery, messages, ref told);
            if (needed > 0 && !await delivery.WaitForRoomAsync(needed).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Sends a member bytes as they are.</summary>
    public async ValueTask SendAsync(Member member, ReadOnlyMemory<byte> bytes)
    {
        if (member.Delivery is not { } delivery) return;
        while (!TryPost(member, delivery, bytes))
        {
            if (!await delivery.WaitForRoomAsync(bytes.Length).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Under the room's lock: takes the place for a list, with as much room as there is for one.</summary>
    public Reply Reserve(Delivery delivery) => delivery.Outbox.Reserve((int)Math.Clamp(delivery.Room, 0, _most));

    /// <summary>Says what a list is whose place was taken before. If it cannot be put into words the place is given up.</summary>
    public void Fill(Delivery delivery, Reply reply, in ChatMessage list)
    {
        byte[] bytes = [];
        try
        {
            bytes = InWords(list, reply.Length);
        }
        finally
        {
            delivery.Outbox.Fill(reply, bytes);
            delivery.Pump();
        }
    }

    /// <summary>Puts a message into words.</summary>
    public byte[] Format(in ChatMessage message)
    {
        using var text = Scratch.Rent();
        text.Format(formatter, message);
        return text.Bytes.ToArray();
    }

    /// <summary>Tells who is here, as of the place of the reply.</summary>
    /// <returns>0, or for how many bytes there must be room first.</returns>
    private int List(Member member, Delivery delivery, IReadOnlyList<ChatMessage> messages, ref int told)
    {
        var list = messages[told];
        Reply reply;
        lock (roomLock)
        {
            if (!delivery.HasRoomFor(_most)) return _most;
            told++;
            if (!member.Hears) return 0;
            reply = Reserve(delivery);
            list = list with { Nicknames = roster.Nicknames, Count = roster.Count };
        }

        Fill(delivery, reply, list);
        return 0;
    }

    /// <summary>Tells the messages that fit in one reply, one at least.</summary>
    /// <returns>0, or for how many bytes there must be room first.</returns>
    private int Tell(Member member, Delivery delivery, IReadOnlyList<ChatMessage> messages, ref int told)
    {
        int next = told;
        byte[] bytes = Format(messages, ref next);
        if (!TryPost(member, delivery, bytes)) return bytes.Length;
        told = next;
        return 0;
    }

    private bool TryPost(Member member, Delivery delivery, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return true;
        lock (roomLock)
        {
            if (!delivery.HasRoomFor(bytes.Length)) return false;
            if (member.Hears) delivery.Outbox.Post(bytes);
        }

        delivery.Pump();
        return true;
    }

    /// <summary>Puts messages into words: up to a list, and no more than fit in one reply, but one at least.</summary>
    private byte[] Format(IReadOnlyList<ChatMessage> messages, ref int next)
    {
        using var text = Scratch.Rent();
        int length = 0;
        for (int first = next; next < messages.Count && messages[next].Kind != ChatMessageKind.Who; next++)
        {
            text.Append(formatter, messages[next] with { Text = TextSafety.Clean(messages[next].Text) });
            if (next > first && text.Bytes.Length > _most) break;
            length = text.Bytes.Length;
        }

        return text.Bytes[..length].ToArray();
    }

    private byte[] InWords(in ChatMessage list, int most)
    {
        if (_listed is { } listed && listed.List == list) return listed.Bytes;
        byte[] bytes = Cut(list, most);
        if (list.Kind == ChatMessageKind.Who) _listed = new(list, bytes);
        return bytes;
    }

    // As many names as fit, but all that is said beside them.
    private byte[] Cut(ChatMessage list, int most)
    {
        byte[] bytes;
        while ((bytes = Format(list)).Length > most && list.Nicknames.Count > 0)
        {
            int fewer = (int)((long)list.Nicknames.Count * most / bytes.Length);
            list = list with { Nicknames = [.. list.Nicknames.Take(fewer)] };
        }

        return bytes;
    }

    private sealed record ListInWords(ChatMessage List, byte[] Bytes);
}
