namespace LineChat.Tests.Support;

/// <summary>The command <c>/fail</c>, which does.</summary>
internal sealed class ThrowingCommand(bool later) : IChatCommand
{
    public string Name => "fail";

    public string Usage => "/fail";

    public string Description => "fails";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        var failure = new InvalidOperationException("The command has failed.");
        return later ? ValueTask.FromException(failure) : throw failure;
    }
}
