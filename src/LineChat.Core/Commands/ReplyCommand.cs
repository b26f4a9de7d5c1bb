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

        // Somebody else may have that nickname by now.
        if (context.Member.Correspondent is { Left.IsCancellationRequested: true, Nickname: var gone })
        {
            return context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.NobodyThere) { Other = gone });
        }

        return context.Member.Correspondent is { } correspondent
            ? Whisper.ToAsync(context.Member, correspondent.Nickname, context.Arguments)
            : context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.NobodyToReplyTo));
    }
}
