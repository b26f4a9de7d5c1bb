namespace LineChat.Commands;

/// <summary>The commands that every chat has, in the order in which <c>/help</c> lists them.</summary>
internal static class BuiltInCommands
{
    public static IEnumerable<IChatCommand> For(CurrentOptions options)
    {
        yield return new HelpCommand();
        yield return new WhoCommand(options);
        yield return new MeCommand();
        yield return new MsgCommand();
        yield return new ReplyCommand();
        yield return new NickCommand();
        if (options.HasRooms)
        {
            yield return new JoinCommand();
            yield return new RoomsCommand();
            yield return new TopicCommand(options);
        }

        yield return new QuitCommand();
    }
}
