using System.Diagnostics.CodeAnalysis;

namespace LineChat;

/// <summary>Represents the answer of an <see cref="INicknameRegistry"/> to a claim.</summary>
public sealed class ClaimResult
{
    private ClaimResult(string? nickname, string? key) => (Nickname, Key) = (nickname, key);

    /// <summary>Gets the answer that the member has the nickname now.</summary>
    public static ClaimResult Claimed { get; } = new(null, null);

    /// <summary>Gets whether the member has the nickname now.</summary>
    [MemberNotNullWhen(false, nameof(Nickname), nameof(Key))]
    public bool Succeeded => Nickname is null;

    /// <summary>Gets the nickname of the other member that excludes the one that was claimed; null if the claim succeeded.</summary>
    public string? Nickname { get; }

    /// <summary>
    /// Gets the key of <see cref="Nickname"/>; null if the claim succeeded. If it is the key of the nickname that was claimed, the two
    /// are the same nickname; otherwise they look alike.
    /// </summary>
    public string? Key { get; }

    /// <summary>Answers that another member has the nickname, or one that excludes it.</summary>
    /// <param name="nickname">The nickname of the other member.</param>
    /// <param name="key">Its key.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ClaimResult Taken(string nickname, string key)
    {
        ArgumentNullException.ThrowIfNull(nickname);
        ArgumentNullException.ThrowIfNull(key);
        return new(nickname, key);
    }
}
