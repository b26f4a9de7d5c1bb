namespace LineChat;

/// <summary>The nickname that excludes one that was asked for.</summary>
public sealed class NicknameHolder
{
    /// <summary>Makes the answer of an <see cref="INicknameRegistry"/>.</summary>
    /// <param name="nickname">The nickname that is held.</param>
    /// <param name="key">Its key.</param>
    public NicknameHolder(string nickname, string key) => (Nickname, Key) = (nickname, key);

    /// <summary>The nickname that is held.</summary>
    public string Nickname { get; }

    /// <summary>Its key: if it is that of the nickname that was asked for, the two are the same nickname; otherwise they look
    /// alike.</summary>
    public string Key { get; }
}
