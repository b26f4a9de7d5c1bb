namespace LineChat;

/// <summary>Represents something that the server has to say, before it is put into words by an <see cref="IMessageFormatter"/>.</summary>
public readonly record struct ChatMessage
{
    /// <summary>Initializes a message.</summary>
    /// <param name="kind">What the server has to say; the properties that belong to it are set as well.</param>
    public ChatMessage(ChatMessageKind kind) => Kind = kind;

    /// <summary>Gets what the server has to say; it says which of the other properties count.</summary>
    public ChatMessageKind Kind { get; init; }

    /// <summary>Gets the nickname of the member it is about; for a whisper, of its author.</summary>
    public string Nickname { get => field ?? ""; init; }

    /// <summary>Gets the other name: the nickname that a whisper is for, the new one of somebody who took another; the room to which
    /// somebody goes, or from which they come.</summary>
    public string Other { get => field ?? ""; init; }

    /// <summary>Gets the name of the room where it happens.</summary>
    public string Room { get => field ?? ""; init; }

    /// <summary>Gets what was said, as UTF-8 in which nothing can harm a terminal.</summary>
    public ReadOnlyMemory<byte> Text { get; init; }

    /// <summary>Gets the nicknames of those present, in the order of their arrival; as many as are to be named.</summary>
    public IReadOnlyList<string> Nicknames { get => field ?? []; init; }

    /// <summary>Gets the number of the guest or member it is about, from 1 on and different for each; 0 if it is about none.</summary>
    public long Number { get; init; }

    /// <summary>Gets how many: people present, lines skipped, bytes allowed.</summary>
    public long Count { get; init; }
}
