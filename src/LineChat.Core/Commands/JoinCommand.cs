using System.Text;

namespace LineChat.Commands;

/// <summary><c>/join ROOM</c></summary>
internal sealed class JoinCommand : IChatCommand
{
    public string Name => "join";

    public string Usage => "/join ROOM";

    public string Description => "goes to another room, or opens it";

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        if (await AnswerAsync(context, cancellationToken).ConfigureAwait(false) is { } answer) await context.Member.ReplyAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    // Whoever went to a room is greeted there; there is no other answer.
    private async ValueTask<ChatMessage?> AnswerAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Length == 0) return new(ChatMessageKind.Usage) { Other = Usage };
        var result = await context.Member.MoveAsync(context.Arguments, cancellationToken).ConfigureAwait(false);
        return result.Status switch
        {
            MoveStatus.AlreadyThere => new(ChatMessageKind.AlreadyThere) { Room = result.Room!.Name },
            MoveStatus.NoRoom => new(ChatMessageKind.RoomNotAllowed) { Other = context.Arguments, Text = Encoding.UTF8.GetBytes(result.Reason!) },
            _ => null,
        };
    }
}
