namespace LineChat.Commands;

/// <summary><c>/msg NAME TEXT</c></summary>
internal sealed class MsgCommand : IChatCommand
{
    public string Name => "msg";

    public string Usage => "/msg NAME TEXT";

    public string Description => "tells one person something";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) =>
        context.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var nickname, var text]
            ? Whisper.ToAsync(context.Member, nickname, text)
            : context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.Usage) { Other = Usage });
}
