using System.Text;

namespace LineChat.Commands;

/// <summary><c>/help</c></summary>
internal sealed class HelpCommand : IChatCommand
{
    public string Name => "help";

    public string Usage => "/help";

    public string Description => "shows what you can type";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) =>
        context.Member.ReplyAsync([.. context.Commands.Where(command => command.IsFor(context.Member)).Select(command => new ChatMessage(ChatMessageKind.Help)
        {
            Other = command.Usage,
            Text = Encoding.UTF8.GetBytes(command.Description),
        })], cancellationToken);
}
