using System.Text;

namespace LineChat;

/// <summary>What became of the wish for another nickname.</summary>
public sealed class RenameResult
{
    internal RenameResult(NicknameStatus status) => Status = status;

    /// <summary>Whether it succeeded, or why not.</summary>
    public NicknameStatus Status { get; }

    /// <inheritdoc cref="JoinResult.Reason"/>
    public string? Reason { get; internal init; }

    /// <inheritdoc cref="JoinResult.Resembles"/>
    public string? Resembles { get; internal init; }

    /// <summary>What tells the one who asked for a nickname that it can't be, or null if there is nothing of that to tell.</summary>
    internal ChatMessage? Refusal(string nickname, string wish) => Status switch
    {
        NicknameStatus.Taken => new(ChatMessageKind.RenameTaken) { Nickname = nickname, Other = wish, Text = NicknameCheck.WhyTaken(wish, Resembles) },
        NicknameStatus.NotAllowed => new(ChatMessageKind.RenameNotAllowed) { Nickname = nickname, Text = Encoding.UTF8.GetBytes(Reason!) },
        _ => null,
    };
}
