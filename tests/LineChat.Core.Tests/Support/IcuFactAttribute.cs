using System.Text;

namespace LineChat.Tests.Support;

/// <summary>
/// Needs an ICU that knows the characters of the library's tables. What a newer one says of them is the same
/// (https://www.unicode.org/policies/stability_policy.html).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class IcuFactAttribute : FactAttribute
{
    private const string NewestDecomposed = "\U0001E030"; // since Unicode 15.0

    public IcuFactAttribute()
    {
        bool isKnown = NewestDecomposed.Normalize(NormalizationForm.FormKD) != NewestDecomposed;
        if (!isKnown) Skip = "The process has no ICU, or one that is older than the tables.";
    }
}
