namespace LineChat.Tests.Rooms;

/// <summary>What can be done to an outbox and its log, as data, so that a long story can be made shorter.</summary>
internal abstract record OutboxOperation
{
    /// <summary>A line is appended.</summary>
    public sealed record Say(bool IsOwn, int Length) : OutboxOperation;

    /// <summary>A reply is posted, or only its place is taken.</summary>
    public sealed record Post(bool IsFilled) : OutboxOperation;

    /// <summary>Of the places that were taken for a reply, one is filled.</summary>
    public sealed record Fill(int Which) : OutboxOperation;

    /// <summary>A piece is taken.</summary>
    public sealed record Take(int MaxBytes) : OutboxOperation;

    /// <summary>Lines are taken that follow upon those before.</summary>
    public sealed record TakeMore(int MaxBytes) : OutboxOperation;

    /// <summary>The log is told what nobody reads any more.</summary>
    public sealed record TellWhatIsRead : OutboxOperation;

    /// <summary>Nothing later is for the reader.</summary>
    public sealed record Close : OutboxOperation;
}
