namespace LineChat.Commands;

/// <summary><c>/nick NAME</c></summary>
internal sealed class NickCommand : IChatCommand
{
    public string Name => "nick";

    public string Usage => "/nick NAME";

    public string Description => "changes your name";

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        var member = context.Member;
        string before = member.Nickname;
        var result = await member.RenameAsync(context.Arguments, cancellationToken).ConfigureAwait(false);
        ChatMessage? answer = result.Status switch
        {
            NicknameStatus.Accepted => new(ChatMessageKind.RenameDone) { Nickname = before, Other = member.Nickname },
            NicknameStatus.Missing => new(ChatMessageKind.Usage) { Other = Usage },
            _ => result.Refusal(before, context.Arguments),
        };
        if (answer is { } message) await member.ReplyAsync(message, cancellationToken).ConfigureAwait(false);
    }
}
