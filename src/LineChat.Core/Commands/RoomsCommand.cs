using System.Text;

namespace LineChat.Commands;

/// <summary><c>/rooms</c></summary>
internal sealed class RoomsCommand : IChatCommand
{
    public string Name => "rooms";

    public string Usage => "/rooms";

    public string Description => "shows the rooms there are";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) =>
        context.Member.ReplyAsync([.. context.Chat.Rooms.Select(Listed)], cancellationToken);

    private static ChatMessage Listed(IChatRoom room)
    {
        string topic = room.Topic;
        return new(topic.Length == 0 ? ChatMessageKind.RoomListed : ChatMessageKind.RoomWithTopicListed)
        {
            Other = room.Name,
            Count = room.MemberCount,
            Text = Encoding.UTF8.GetBytes(topic),
        };
    }
}
