namespace LineChat;

/// <summary>What the host knows about a connection that it has served by <see cref="ChatServer.ServeAsync"/>.</summary>
public sealed class ServeOptions : JoinOptions
{
    /// <summary>
    /// Gets the nickname, if the host has settled it by a sign-in of its own. The client is not asked for one then, and is a member at
    /// once. The nickname is checked as any other: by <see cref="INicknamePolicy"/>, and whether somebody has it. Defaults to null: the
    /// client is asked.
    /// </summary>
    public string? Nickname { get; init; }

    /// <summary>
    /// Gets what to do if somebody has <see cref="Nickname"/>, or one that looks like it. Defaults to
    /// <see cref="TakenNicknamePolicy.Refuse"/>.
    /// </summary>
    public TakenNicknamePolicy TakenNickname { get; init; }
}
