namespace LineChat.Tests.Support;

/// <summary>Allows every nickname as it is, and throws at one.</summary>
internal sealed class ThrowingPolicy(string bad) : INicknamePolicy
{
    public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken) =>
        candidate == bad ? throw new InvalidOperationException("The policy has failed.") : new(NicknameCheck.Allow(candidate));
}
