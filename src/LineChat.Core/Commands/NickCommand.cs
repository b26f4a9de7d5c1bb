namespace LineChat.Commands;

/// <summary><c>/nick NAME</c></summary>
internal sealed class NickCommand : IChatCommand
{
    public string Name => "nick";

    public string Usage => "/nick NAME";

    public string Description => "changes your name";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        var member = context.Member;
        string before = member.Nickname;
        var result = member.Rename(context.Arguments);
        ChatMessage? answer = result.Status switch
        {
            NicknameStatus.Accepted => new(ChatMessageKind.RenameDone) { Nickname = before, Other = member.Nickname },
            NicknameStatus.Missing => new(ChatMessageKind.Usage) { Other = Usage },
            _ => result.Refusal(before, context.Arguments),
        };
        return answer is { } message ? member.ReplyAsync(message) : ValueTask.CompletedTask;
    }
}
