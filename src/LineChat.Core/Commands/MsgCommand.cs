namespace LineChat.Commands;

/// <summary><c>/msg NAME TEXT</c></summary>
internal sealed class MsgCommand : IChatCommand
{
    public string Name => "msg";

    public string Usage => "/msg NAME TEXT";

    public string Description => "tells one person something";

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var nickname, var text])
        {
            await Whisper.AnswerAsync(context.Member, await context.Member.WhisperAsync(nickname, text, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        else
        {
            await context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.Usage) { Other = Usage }, cancellationToken).ConfigureAwait(false);
        }
    }
}
