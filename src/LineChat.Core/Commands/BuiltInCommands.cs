namespace LineChat.Commands;

/// <summary>The commands that come with a chat, in the order in which <c>/help</c> lists them.</summary>
internal static class BuiltInCommands
{
    public static IEnumerable<IChatCommand> For(CurrentOptions options, TimeProvider time)
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

        yield return new KickCommand();
        yield return new MuteCommand(time);
        yield return new UnmuteCommand();
        yield return new QuitCommand();
    }
}
