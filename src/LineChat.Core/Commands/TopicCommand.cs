using System.Text;

namespace LineChat.Commands;

/// <summary><c>/topic</c> and <c>/topic TEXT</c></summary>
internal sealed class TopicCommand(CurrentOptions options) : IChatCommand
{
    public string Name => "topic";

    public string Usage => Policy == TopicPolicy.Host ? "/topic" : "/topic [TEXT]";

    public string Description => Policy == TopicPolicy.Host ? "shows what this room is for" : "shows or sets what this room is for";

    private TopicPolicy Policy => options.Value.Rooms.TopicPolicy;

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        var (member, room) = (context.Member, context.Member.Room);
        if (context.Arguments.Length == 0)
        {
            var topic = Encoding.UTF8.GetBytes(room.Topic);
            await member.ReplyAsync(new ChatMessage(topic.Length == 0 ? ChatMessageKind.NoTopic : ChatMessageKind.Topic) { Text = topic, Room = room.Name }, cancellationToken).ConfigureAwait(false);
        }
        else if (Policy == TopicPolicy.Host || (Policy == TopicPolicy.Operators && !member.IsOperator))
        {
            await member.ReplyAsync(new ChatMessage(ChatMessageKind.TopicNotAllowed) { Room = room.Name }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await member.SetTopicAsync(context.Arguments, cancellationToken).ConfigureAwait(false);
        }
    }
}
