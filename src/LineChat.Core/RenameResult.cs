using System.Text;

namespace LineChat;

/// <summary>Represents the result of a request for another nickname.</summary>
public sealed class RenameResult
{
    private RenameResult(NicknameStatus status) => Status = status;

    /// <summary>Gets the result if the member has the nickname now.</summary>
    public static RenameResult Accepted { get; } = new(NicknameStatus.Accepted);

    /// <summary>Gets the result if no nickname was given.</summary>
    public static RenameResult Missing { get; } = new(NicknameStatus.Missing);

    /// <summary>Gets the result if the member has left the chat.</summary>
    public static RenameResult Closed { get; } = new(NicknameStatus.Closed);

    /// <summary>Gets whether the member has the nickname now, or why not.</summary>
    public NicknameStatus Status { get; }

    /// <summary>Gets whether the member has the nickname now.</summary>
    public bool Succeeded => Status == NicknameStatus.Accepted;

    /// <inheritdoc cref="JoinResult.Reason"/>
    public string? Reason { get; private init; }

    /// <inheritdoc cref="JoinResult.Resembles"/>
    public string? Resembles { get; private init; }

    /// <inheritdoc cref="JoinResult.Taken"/>
    public static RenameResult Taken(string? resembles = null) => new(NicknameStatus.Taken) { Resembles = resembles };

    /// <inheritdoc cref="JoinResult.NotAllowed"/>
    public static RenameResult NotAllowed(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(NicknameStatus.NotAllowed) { Reason = reason };
    }

    /// <summary>Creates the result if an <see cref="IChatFilter"/> refused the nickname, or the member is muted.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static RenameResult Refused(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(NicknameStatus.Refused) { Reason = reason };
    }

    /// <summary>Makes the message that tells the member why it is not renamed, or null if there is none.</summary>
    internal ChatMessage? Refusal(string nickname, string requested) => Status switch
    {
        NicknameStatus.Taken => new(ChatMessageKind.RenameTaken) { Nickname = nickname, Other = requested, Text = NicknameCheck.WhyTaken(requested, Resembles) },
        NicknameStatus.NotAllowed => new(ChatMessageKind.RenameNotAllowed) { Nickname = nickname, Text = Encoding.UTF8.GetBytes(Reason!) },
        _ => null,
    };
}
