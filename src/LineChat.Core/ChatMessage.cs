namespace LineChat;

/// <summary>Something the server has to say, before it is put into words by an <see cref="IMessageFormatter"/>.</summary>
/// <param name="Kind">What it is; it says which of the other properties count.</param>
public readonly record struct ChatMessage(ChatMessageKind Kind)
{
    /// <summary>Whom it is about; for a whisper, its author.</summary>
    public string Nickname { get => field ?? ""; init; }

    /// <summary>The other name: the nickname that a whisper is for, the new one of somebody who took another; the room to which somebody
    /// goes, or from which they come.</summary>
    public string Other { get => field ?? ""; init; }

    /// <summary>The room where it happens.</summary>
    public string Room { get => field ?? ""; init; }

    /// <summary>What was said, as UTF-8 in which nothing can harm a terminal.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>Those present, in the order of their arrival; as many as are to be named.</summary>
    public IReadOnlyList<string> Nicknames { get => field ?? []; init; }

    /// <summary>The number of the guest or member it is about, from 1 on and different for each; 0 if it is about none.</summary>
    public long Number { get; init; }

    /// <summary>How many: people present, lines skipped, bytes allowed.</summary>
    public long Count { get; init; }
}
