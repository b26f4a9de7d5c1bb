using LineChat.Lines;

namespace LineChat.Rooms;

/// <summary>
/// Tells members something alone. What is kept for a member is no more than may be owed to it, or one message if that is longer:
/// <list type="number">
/// <item>A reply is let in under the room's lock, when there is room for its bytes, or for those reserved for it, and counts until it
/// has been sent.</item>
/// <item>While there is no room it waits as the messages that it was, and is put into words again.</item>
/// <item>A list is cut to what is reserved for it, and kept once for all who ask as long as it is the same.</item>
/// </list>
/// </summary>
internal sealed class Replies(CurrentOptions options)
{
    private int Most => options.Value.Limits.MaxOwedReplies / 2; // so that something else has room beside the longest

    /// <summary>Tells a member some messages: those that there is room for, then the rest.</summary>
    public async ValueTask TellAsync(Member member, IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        if (member.Delivery is not { } delivery) return;
        messages = [.. messages];
        for (int told = 0; told < messages.Count;)
        {
            int needed = IsList(messages[told]) ? List(member, delivery, messages, ref told) : Tell(member, delivery, messages, ref told);
            if (needed > 0 && !await delivery.WaitForRoomAsync(needed, cancellationToken).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Sends a member bytes as they are.</summary>
    public static async ValueTask SendAsync(Member member, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (member.Delivery is not { } delivery) return;
        while (!TryPost(member, delivery, bytes))
        {
            if (!await delivery.WaitForRoomAsync(bytes.Length, cancellationToken).ConfigureAwait(false)) return;
        }
    }

    /// <summary>Under the lock of the room where the member is: takes the place for a list, with as much room as there is for
    /// one.</summary>
    public Reply Reserve(Delivery delivery) => delivery.Reserve((int)Math.Clamp(delivery.Room, 0, Most));

    /// <summary>Says what a list is whose place was taken before, and what is told behind it. If it cannot be put into words the place is
    /// given up.</summary>
    public static void Fill(Member member, Feed feed, Reply reply, in ChatMessage list, ChatMessage? behind = null)
    {
        byte[] bytes = [];
        try
        {
            byte[] last = behind is { } message ? feed.Form.Format(message) : [];
            bytes = InWords(feed, list, reply.Length - last.Length);
            if (last.Length > 0) bytes = [.. bytes, .. last];
        }
        finally
        {
            member.Delivery!.Fill(reply, bytes);
            member.Delivery.Pump();
        }
    }

    /// <summary>Tells who is in a room: where the member is, as of the place of the reply, or elsewhere, as the message says.</summary>
    /// <returns>0, or for how many bytes there must be room first.</returns>
    private int List(Member member, Delivery delivery, IReadOnlyList<ChatMessage> messages, ref int told)
    {
        var list = messages[told];
        int most = Most;
        Reply reply;
        Feed feed;
        using (member.Hold(out var room))
        {
            if (!delivery.HasRoomFor(most)) return most;
            told++;
            if (!member.Hears) return 0;
            reply = Reserve(delivery);
            feed = room.FeedOf(member);
            if (list.Kind == ChatMessageKind.Who) list = room.Listing(list);
        }

        Fill(member, feed, reply, list);
        return 0;
    }

    /// <summary>Tells the messages that fit in one reply, one at least.</summary>
    /// <returns>0, or for how many bytes there must be room first.</returns>
    private int Tell(Member member, Delivery delivery, IReadOnlyList<ChatMessage> messages, ref int told)
    {
        int next = told;
        byte[] bytes = Format(member.Form.Formatter, messages, ref next);
        if (!TryPost(member, delivery, bytes)) return bytes.Length;
        told = next;
        return 0;
    }

    private static bool TryPost(Member member, Delivery delivery, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return true;
        using (member.Hold(out _))
        {
            if (!delivery.HasRoomFor(bytes.Length)) return false;
            if (member.Hears) delivery.Post(bytes);
        }

        delivery.Pump();
        return true;
    }

    /// <summary>Puts messages into words: up to a list, and no more than fit in one reply, but one at least.</summary>
    private byte[] Format(IMessageFormatter formatter, IReadOnlyList<ChatMessage> messages, ref int next)
    {
        using var text = Scratch.Rent();
        int most = Most;
        int length = 0;
        for (int first = next; next < messages.Count && !IsList(messages[next]); next++)
        {
            text.Append(formatter, messages[next] with { Text = TextSafety.Clean(messages[next].Text) });
            if (next > first && text.Bytes.Length > most) break;
            length = text.Bytes.Length;
        }

        return text.Bytes[..length].ToArray();
    }

    private static bool IsList(in ChatMessage message) => message.Kind is ChatMessageKind.Who or ChatMessageKind.WhoElsewhere;

    private static byte[] InWords(Feed feed, in ChatMessage list, int most)
    {
        var options = feed.Form.Settings.Options.Value; // whose words they are
        if (feed.Listed is { } listed && listed.List == list && ReferenceEquals(listed.Options, options)) return listed.Bytes;
        byte[] bytes = Cut(feed.Form, list, most);
        if (list.Kind == ChatMessageKind.Who) feed.Listed = new(list, options, bytes);
        return bytes;
    }

    // As many names as fit, but all that is said beside them.
    private static byte[] Cut(WireForm form, ChatMessage list, int most)
    {
        byte[] bytes;
        while ((bytes = form.Format(list)).Length > most && list.Nicknames.Count > 0)
        {
            int fewer = (int)((long)list.Nicknames.Count * most / bytes.Length);
            list = list with { Nicknames = [.. list.Nicknames.Take(fewer)] };
        }

        return bytes;
    }
}
