using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>What became of a wish to join.</summary>
/// <param name="Status">Whether it succeeded, or why not.</param>
/// <param name="Member">The new member; null unless <paramref name="Status"/> is <see cref="NicknameStatus.Accepted"/>.</param>
/// <param name="Reason">
/// Why the nickname is not allowed, in one sentence; null unless <paramref name="Status"/> is <see cref="NicknameStatus.NotAllowed"/>.
/// </param>
/// <param name="Resembles">
/// The nickname of a member that the wish looks like, if <paramref name="Status"/> is <see cref="NicknameStatus.Taken"/> and the two
/// are different nicknames; otherwise null.
/// </param>
public sealed record JoinResult(NicknameStatus Status, IChatMember? Member = null, string? Reason = null, string? Resembles = null)
{
    /// <summary>Whether there is a new member.</summary>
    [MemberNotNullWhen(true, nameof(Member))]
    public bool Succeeded => Member is not null;
}
