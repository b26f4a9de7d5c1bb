using System.Text;

namespace LineChat;

/// <summary>What became of a wish for another nickname.</summary>
/// <param name="Status">Whether it succeeded, or why not.</param>
/// <param name="Reason">
/// Why the nickname is not allowed, in one sentence; null unless <paramref name="Status"/> is <see cref="NicknameStatus.NotAllowed"/>.
/// </param>
/// <param name="Resembles">
/// The nickname of a member that the wish looks like, if <paramref name="Status"/> is <see cref="NicknameStatus.Taken"/> and the two
/// are different nicknames; otherwise null.
/// </param>
public sealed record RenameResult(NicknameStatus Status, string? Reason = null, string? Resembles = null)
{
    /// <summary>What tells the one who wished for a nickname that it can't be, or null if there is nothing of that to tell.</summary>
    internal ChatMessage? Refusal(string nickname, string wish) => Status switch
    {
        NicknameStatus.Taken => new(ChatMessageKind.RenameTaken) { Nickname = nickname, Other = wish, Text = NicknameCheck.WhyTaken(wish, Resembles) },
        NicknameStatus.NotAllowed => new(ChatMessageKind.RenameNotAllowed) { Nickname = nickname, Text = Encoding.UTF8.GetBytes(Reason!) },
        _ => null,
    };
}
