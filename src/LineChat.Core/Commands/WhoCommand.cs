namespace LineChat.Commands;

/// <summary><c>/who</c>, and <c>/who ROOM</c> where there are rooms.</summary>
internal sealed class WhoCommand(CurrentOptions options) : IChatCommand
{
    public string Name => "who";

    public string Usage => options.HasRooms ? "/who [ROOM]" : "/who";

    public string Description => options.HasRooms ? "shows who is here, or in another room" : "shows who is here";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        var answer = new ChatMessage(ChatMessageKind.Who);
        if (options.HasRooms && context.Arguments.Length > 0)
        {
            if (context.Chat.FindRoom(context.Arguments) is not { } room) return context.Member.ReplyAsync(new ChatMessage(ChatMessageKind.NoSuchRoom) { Other = context.Arguments }, cancellationToken);
            if (room != context.Member.Room)
            {
                string[] nicknames = [.. room.Members.Select(member => member.Nickname)];
                answer = new(ChatMessageKind.WhoElsewhere) { Nicknames = nicknames, Count = nicknames.Length, Room = room.Name };
            }
        }

        return context.Member.ReplyAsync(answer, cancellationToken);
    }
}
