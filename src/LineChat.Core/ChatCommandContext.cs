using System.Text;

namespace LineChat;

/// <summary>Who typed a command, and what.</summary>
public sealed class ChatCommandContext
{
    /// <summary>Makes the context of a command, as a session does, and as a test of a command may.</summary>
    /// <param name="chat">The chat it is in.</param>
    /// <param name="member">Who typed it.</param>
    /// <param name="arguments">What stands behind the command's name, without the blanks around it.</param>
    /// <param name="commands">All the commands there are.</param>
    public ChatCommandContext(Chat chat, ChatMember member, string arguments, IReadOnlyCollection<IChatCommand> commands)
    {
        Chat = chat;
        Member = member;
        Arguments = arguments;
        Commands = commands;
    }

    /// <summary>The chat it was typed in; the room is the member's.</summary>
    public Chat Chat { get; }

    /// <summary>Who typed it.</summary>
    public ChatMember Member { get; }

    /// <summary>What stands behind the command's name, without the blanks around it.</summary>
    public string Arguments { get; }

    /// <summary>All the commands there are, in the order in which <c>/help</c> lists them.</summary>
    public IReadOnlyCollection<IChatCommand> Commands { get; }

    /// <summary>Answers its author alone with one line of text.</summary>
    /// <param name="text">The answer, without a line end.</param>
    /// <param name="cancellationToken">Cancels the wait while too much is owed to the member.</param>
    /// <returns>A task that completes when the answer has its place among the lines of the room.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public ValueTask ReplyAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Member.ReplyAsync(new ChatMessage(ChatMessageKind.Reply) { Text = Encoding.UTF8.GetBytes(text) }, cancellationToken);
    }
}
