namespace LineChat;

/// <summary>
/// Keeps who has which nickname in the chat. The one that comes with LineChat keeps them in memory. Two nicknames exclude each other if the
/// key or a lookalike of one is equal (ordinally)
/// to the key or a lookalike of the other. It is called from many threads at once.
/// </summary>
public interface INicknameRegistry
{
    /// <summary>
    /// Claims a nickname for a member, with its key and all its lookalikes, or not at all. A member that is renamed claims the new one
    /// before it gives back the old one; the two may exclude each
    /// other, and may be the same.
    /// </summary>
    /// <param name="member">Whom it is for.</param>
    /// <param name="nickname">A nickname that the policy allows.</param>
    /// <param name="cancellationToken">Gives up waiting; nothing is claimed then.</param>
    /// <returns>Whether the member has it now; if not, the nickname that excludes it.</returns>
    ValueTask<ClaimResult> ClaimAsync(ChatMember member, NicknameCheck nickname, CancellationToken cancellationToken);

    /// <summary>Gives a nickname back that was claimed. It is called under the lock of a room: it must neither wait nor throw nor call the
    /// chat.</summary>
    /// <param name="member">Who has it.</param>
    /// <param name="nickname">The nickname, as it was claimed.</param>
    void Release(ChatMember member, NicknameCheck nickname);

    /// <summary>Finds who has a nickname.</summary>
    /// <param name="key">The nickname's key.</param>
    /// <returns>The member, or null if nobody in this process has it.</returns>
    ChatMember? Find(string key);
}
