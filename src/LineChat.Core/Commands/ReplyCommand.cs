namespace LineChat.Commands;

/// <summary><c>/reply TEXT</c></summary>
internal sealed class ReplyCommand : IChatCommand
{
    public string Name => "reply";

    public string Usage => "/reply TEXT";

    public string Description => "answers who told you something last";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Length == 0) return context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.Usage) { Other = Usage });

        return context.Member.Correspondent is { } person
            ? Whisper.ToAsync(context.Member, person, context.Arguments)
            : context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.NobodyToReplyTo));
    }
}
