namespace LineChat.Commands;

/// <summary><c>/reply TEXT</c></summary>
internal sealed class ReplyCommand : IChatCommand
{
    public string Name => "reply";

    public string Usage => "/reply TEXT";

    public string Description => "answers who told you something last";

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Length == 0)
        {
            await context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.Usage) { Other = Usage }, cancellationToken).ConfigureAwait(false);
            return;
        }

        await Whisper.AnswerAsync(context.Member, await context.Member.AnswerAsync(context.Arguments, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }
}
