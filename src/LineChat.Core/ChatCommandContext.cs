using System.Text;

namespace LineChat;

/// <summary>Represents a command that a member typed.</summary>
public sealed class ChatCommandContext
{
    /// <summary>Initializes the context of a command, as a session does, and as a test of a command may.</summary>
    /// <param name="chat">The chat of the member.</param>
    /// <param name="member">The member who typed the command.</param>
    /// <param name="arguments">What was typed after the name of the command, without the blanks around it.</param>
    /// <param name="commands">All commands of the chat, in the order in which <c>/help</c> lists them.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ChatCommandContext(Chat chat, ChatMember member, string arguments, IReadOnlyList<IChatCommand> commands)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(commands);
        Chat = chat;
        Member = member;
        Arguments = arguments;
        Commands = commands;
    }

    /// <summary>Gets the chat of the member; the room is <see cref="ChatMember.Room"/>.</summary>
    public Chat Chat { get; }

    /// <summary>Gets the member who typed the command.</summary>
    public ChatMember Member { get; }

    /// <summary>Gets what was typed after the name of the command, without the blanks around it.</summary>
    public string Arguments { get; }

    /// <summary>Gets all commands of the chat, in the order in which <c>/help</c> lists them.</summary>
    public IReadOnlyList<IChatCommand> Commands { get; }

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
