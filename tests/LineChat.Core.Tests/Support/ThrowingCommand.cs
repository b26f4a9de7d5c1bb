namespace LineChat.Tests.Support;

/// <summary>The command <c>/fail</c>, which does.</summary>
internal sealed class ThrowingCommand(bool later, Exception failure) : IChatCommand
{
    public string Name => "fail";

    public string Usage => "/fail";

    public string Description => "fails";

    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) => later ? FailAsync() : throw failure;

    private async ValueTask FailAsync()
    {
        await Task.Yield();
        throw failure;
    }
}
