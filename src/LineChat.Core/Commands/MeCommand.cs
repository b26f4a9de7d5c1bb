namespace LineChat.Commands;

/// <summary><c>/me TEXT</c></summary>
internal sealed class MeCommand : IChatCommand
{
    public string Name => "me";

    public string Usage => "/me TEXT";

    public string Description => "tells the others what you do";

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Length == 0) await context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.Usage) { Other = Usage }, cancellationToken).ConfigureAwait(false);
        else await context.Member.ActAsync(context.Arguments, cancellationToken).ConfigureAwait(false);
    }
}
