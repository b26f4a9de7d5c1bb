using System.Text;

namespace LineChat.Tests.Support;

/// <summary>
/// Needs an ICU that knows at least the characters of the library's tables; what it says of them does not change with its version (https://www.unicode.org/policies/stability_policy.html).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IcuFactAttribute : FactAttribute
{
    private const string NewestDecomposed = "\U0001E030"; // since Unicode 15.0

    public IcuFactAttribute()
    {
        if (NewestDecomposed.Normalize(NormalizationForm.FormKD) == NewestDecomposed) Skip = "The process has no ICU, or one that is older than the tables.";
    }
}
