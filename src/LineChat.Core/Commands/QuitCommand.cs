namespace LineChat.Commands;

/// <summary><c>/quit</c></summary>
internal sealed class QuitCommand : IChatCommand
{
    public string Name => "quit";

    public string Usage => "/quit";

    public string Description => "leaves the chat";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        context.Member.Leave();
        return ValueTask.CompletedTask;
    }
}
