namespace LineChat.Commands;

/// <summary><c>/who</c></summary>
internal sealed class WhoCommand : IChatCommand
{
    public string Name => "who";

    public string Usage => "/who";

    public string Description => "shows who is here";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) =>
        context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.Who));
}
