using LineChat;

namespace OwnPolicyAndCommand;

/// <summary>The default policy, and some names that nobody gets.</summary>
internal sealed class ReservedNames : INicknamePolicy
{
    private static readonly HashSet<string> Reserved = ["ADMIN", "ROOT", "SERVER"];

    private readonly NicknamePolicy _default = new();

    public NicknameCheck Check(string candidate)
    {
        var check = _default.Check(candidate);
        return check.IsAllowed && Reserved.Contains(check.Key) ? NicknameCheck.Refuse("That name is reserved.") : check;
    }
}
