namespace LineChat.Tests.Support;

/// <summary>Allows every nickname as it is, and throws at one.</summary>
internal sealed class ThrowingPolicy(string bad) : INicknamePolicy
{
    public NicknameCheck Check(string candidate) =>
        candidate == bad ? throw new InvalidOperationException("The policy has failed.") : NicknameCheck.Allow(candidate);
}
