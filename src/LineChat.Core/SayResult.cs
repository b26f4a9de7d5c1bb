namespace LineChat;

/// <summary>What became of something that a member wanted to say, to do, or to set as the topic.</summary>
public sealed class SayResult
{
    private SayResult(SayStatus status, string? reason = null) => (Status, Reason) = (status, reason);

    /// <summary>Gets whether it was said, or why not.</summary>
    public SayStatus Status { get; }

    /// <summary>Gets whether it was said.</summary>
    public bool Succeeded => Status == SayStatus.Said;

    /// <summary>Gets why it was refused, in one sentence; null unless <see cref="Status"/> is <see cref="SayStatus.Refused"/>.</summary>
    public string? Reason { get; }

    internal static SayResult Said { get; } = new(SayStatus.Said);

    internal static SayResult Empty { get; } = new(SayStatus.Empty);

    internal static SayResult Closed { get; } = new(SayStatus.Closed);

    internal static SayResult Refused(string reason) => new(SayStatus.Refused, reason);
}
