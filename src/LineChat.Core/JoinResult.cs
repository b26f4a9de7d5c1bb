using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>What became of the wish to join.</summary>
public sealed class JoinResult
{
    internal JoinResult(NicknameStatus status) => Status = status;

    /// <summary>Whether it succeeded, or why not.</summary>
    public NicknameStatus Status { get; }

    /// <summary>The new member; null unless <see cref="Status"/> is <see cref="NicknameStatus.Accepted"/>.</summary>
    public ChatMember? Member { get; internal init; }

    /// <summary>Whether there is a new member.</summary>
    [MemberNotNullWhen(true, nameof(Member))]
    public bool Succeeded => Member is not null;

    /// <summary>Why the nickname is not allowed or refused, in one sentence; null unless <see cref="Status"/> is
    /// <see cref="NicknameStatus.NotAllowed"/> or <see cref="NicknameStatus.Refused"/>.</summary>
    public string? Reason { get; internal init; }

    /// <summary>
    /// The nickname of a member that the one asked for looks like, if <see cref="Status"/> is <see cref="NicknameStatus.Taken"/> and the
    /// two are different nicknames; otherwise null.
    /// </summary>
    public string? Resembles { get; internal init; }
}
