namespace LineChat;

/// <summary>Represents the result of a line, an action or a topic that a member wants to say, do or set.</summary>
public sealed class SayResult
{
    private SayResult(SayStatus status) => Status = status;

    /// <summary>Gets the result if it has its place among the lines of the room.</summary>
    public static SayResult Said { get; } = new(SayStatus.Said);

    /// <summary>Gets the result if there was nothing to say.</summary>
    public static SayResult Empty { get; } = new(SayStatus.Empty);

    /// <summary>Gets the result if the member has left the chat, or the room is closed.</summary>
    public static SayResult Closed { get; } = new(SayStatus.Closed);

    /// <summary>Gets whether it was said, or why not.</summary>
    public SayStatus Status { get; }

    /// <summary>Gets whether it was said.</summary>
    public bool Succeeded => Status == SayStatus.Said;

    /// <summary>Gets why it was refused, in one sentence; null unless <see cref="Status"/> is <see cref="SayStatus.Refused"/>.</summary>
    public string? Reason { get; private init; }

    /// <summary>Creates the result if an <see cref="IChatFilter"/> refused it, or the member is muted.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static SayResult Refused(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(SayStatus.Refused) { Reason = reason };
    }
}
