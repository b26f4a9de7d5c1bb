using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>Represents the result of a join: the new member, or why there is none.</summary>
public sealed class JoinResult
{
    private JoinResult(NicknameStatus status) => Status = status;

    /// <summary>Gets the result if no nickname was given.</summary>
    public static JoinResult Missing { get; } = new(NicknameStatus.Missing);

    /// <summary>Gets the result if the room is closed, or the guest has left.</summary>
    public static JoinResult Closed { get; } = new(NicknameStatus.Closed);

    /// <summary>Gets whether the join succeeded, or why not.</summary>
    public NicknameStatus Status { get; }

    /// <summary>Gets whether there is a new member.</summary>
    [MemberNotNullWhen(true, nameof(Member))]
    public bool Succeeded => Member is not null;

    /// <summary>Gets the new member; null unless <see cref="Status"/> is <see cref="NicknameStatus.Accepted"/>.</summary>
    public ChatMember? Member { get; private init; }

    /// <summary>Gets why the nickname is not allowed or refused, in one sentence; null unless <see cref="Status"/> is
    /// <see cref="NicknameStatus.NotAllowed"/> or <see cref="NicknameStatus.Refused"/>.</summary>
    public string? Reason { get; private init; }

    /// <summary>
    /// Gets the nickname of the member that the requested one looks like, if <see cref="Status"/> is <see cref="NicknameStatus.Taken"/>
    /// and the two are different nicknames; otherwise null.
    /// </summary>
    public string? Resembles { get; private init; }

    /// <summary>Creates the result of a join that succeeded.</summary>
    /// <param name="member">The new member.</param>
    /// <exception cref="ArgumentNullException"><paramref name="member"/> is null.</exception>
    public static JoinResult Accepted(ChatMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new(NicknameStatus.Accepted) { Member = member };
    }

    /// <summary>Creates the result if another member has the nickname, or one that looks like it.</summary>
    /// <param name="resembles">The nickname that it looks like; null if it is the same.</param>
    public static JoinResult Taken(string? resembles = null) => new(NicknameStatus.Taken) { Resembles = resembles };

    /// <summary>Creates the result if the <see cref="INicknamePolicy"/> does not allow the nickname.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static JoinResult NotAllowed(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(NicknameStatus.NotAllowed) { Reason = reason };
    }

    /// <summary>Creates the result if an <see cref="IChatFilter"/> refused the join.</summary>
    /// <param name="reason">Why, in one sentence.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is null, empty or blank.</exception>
    public static JoinResult Refused(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(NicknameStatus.Refused) { Reason = reason };
    }
}
