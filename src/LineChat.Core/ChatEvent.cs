namespace LineChat;

/// <summary>Something that happened in a room, for the host's own code.</summary>
public sealed record ChatEvent
{
    /// <summary>What happened.</summary>
    public required ChatEventKind Kind { get; init; }

    /// <summary>When it happened, by the clock of the chat (<see cref="TimeProvider"/>).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Where it happened.</summary>
    public required IChatRoom Room { get; init; }

    /// <summary>Who did it; null for what the server announced.</summary>
    public ChatMember? Member { get; init; }

    /// <summary>The nickname under which that was done; null for what the server announced.</summary>
    public string? Nickname { get; init; }

    /// <summary>What was said or done, the new nickname, the topic, or the reason given for removing somebody; otherwise null.</summary>
    public string? Text { get; init; }

    /// <summary>The other room: for an arrival the one where the member was before, for a departure the one where it went; null if that is
    /// none.</summary>
    public IChatRoom? OtherRoom { get; init; }

    /// <summary>Why somebody left; null unless <see cref="Kind"/> is <see cref="ChatEventKind.Departed"/>.</summary>
    public DepartureReason? Reason { get; init; }

    /// <summary>Until when somebody is muted; null unless <see cref="Kind"/> is <see cref="ChatEventKind.Muted"/>.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many events were left out directly before this one, because the reader was slow.</summary>
    public long Dropped { get; init; }
}
