namespace LineChat;

/// <summary>
/// Does something for a member who types a line that begins with a slash. Of two commands with the same name the one that was added
/// later counts, and a command of the host's counts before a built-in one. It is called from many threads at once.
/// </summary>
public interface IChatCommand
{
    /// <summary>The word after the slash, without it; case makes no difference.</summary>
    string Name { get; }

    /// <summary>How it is typed, as <c>/help</c> shows it: <c>/msg NAME TEXT</c>.</summary>
    string Usage { get; }

    /// <summary>What it does, in a few words, as <c>/help</c> shows it.</summary>
    string Description { get; }

    /// <summary>Decides for whom the command is: <c>/help</c> does not show it to others, and to them there is no such command. Defaults to
    /// everybody.</summary>
    /// <param name="member">Who typed it, or asked for help.</param>
    bool IsFor(ChatMember member) => true;

    /// <summary>
    /// Runs the command. The member's next line waits until it has ended, or the member is out of the room; nobody else does. If it
    /// throws, that is logged, and the member is told
    /// <see cref="ChatMessageKind.CommandFailed"/>.
    /// </summary>
    /// <param name="context">Who typed what.</param>
    /// <param name="cancellationToken">Cancelled when the member is out of the room.</param>
    ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken);
}
