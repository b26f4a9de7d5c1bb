using LineChat;

namespace OwnPolicyAndCommand;

/// <summary>The default policy, and some names that nobody gets.</summary>
internal sealed class ReservedNames : INicknamePolicy
{
    private static readonly HashSet<string> Reserved = ["ADMIN", "ROOT", "SERVER"];

    private readonly NicknamePolicy _default = new();

    public async ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken)
    {
        var check = await _default.CheckAsync(candidate, cancellationToken);
        return check.IsAllowed && Reserved.Contains(check.Key) ? NicknameCheck.Refuse("That name is reserved.") : check;
    }
}
