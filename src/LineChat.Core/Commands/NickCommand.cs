using System.Text;

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
        return result.Status switch
        {
            NicknameStatus.Accepted => member.ReplyAsync(new ChatMessage(ChatMessageKind.RenameDone) { Nickname = before, Other = member.Nickname }),
            NicknameStatus.Missing => member.ReplyAsync(new ChatMessage(ChatMessageKind.Usage) { Other = Usage }),
            NicknameStatus.Taken => member.ReplyAsync(new ChatMessage(ChatMessageKind.RenameTaken) { Nickname = before, Other = context.Arguments }),
            NicknameStatus.NotAllowed => member.ReplyAsync(
                new ChatMessage(ChatMessageKind.RenameNotAllowed) { Nickname = before, Text = Encoding.UTF8.GetBytes(result.Reason!) }),
            _ => ValueTask.CompletedTask,
        };
    }
}
