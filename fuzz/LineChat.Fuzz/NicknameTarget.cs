using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LineChat.Fuzz;

/// <summary>What is a nickname: the input as UTF-8, and as UTF-16 too.</summary>
internal static class NicknameTarget
{
    private const int MaxLength = 32;

    private static readonly NicknamePolicy Policy = new(MaxLength);

    private static readonly NormalizationForm[] Forms = [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD];

    public static void Run(ReadOnlySpan<byte> input)
    {
        Check(Encoding.UTF8.GetString(input));
        Check(new(MemoryMarshal.Cast<byte, char>(input)));
    }

    private static void Check(string wish)
    {
        var check = Policy.Check(wish);
        if (!check.IsAllowed)
        {
            Invariant.Holds(!string.IsNullOrWhiteSpace(check.Reason), "A refusal has its reason.");
            return;
        }

        string nickname = check.Nickname;
        Invariant.Holds(nickname.EnumerateRunes().Count() is >= 1 and <= MaxLength, "A nickname has its length.");
        Invariant.Holds(nickname.EnumerateRunes().All(Shows), "A nickname shows.");
        Invariant.Holds(SafeText.Clean(nickname) == nickname, "A nickname is safe.");
        Invariant.Holds(nickname.IsNormalized(), "A nickname is normalized.");
        Invariant.Holds(Policy.Check(nickname) is { IsAllowed: true } again && again.Nickname == nickname && again.Key == check.Key, "A nickname is its own nickname.");
        Invariant.Holds(Policy.Check($" {nickname} ").Nickname == nickname, "Blanks around a nickname are not of it.");
        Invariant.Holds(Policy.Check(nickname.Normalize(NormalizationForm.FormD)).Nickname == nickname, "A decomposed nickname is the same.");

        IsNoOther(check, nickname.ToUpperInvariant());
        IsNoOther(check, nickname.ToLowerInvariant());
        foreach (var form in Forms) IsNoOther(check, nickname.Normalize(form));
    }

    // Another writing may be refused, as it may be longer; but allowed as another it may not be.
    private static void IsNoOther(NicknameCheck check, string written) =>
        Invariant.Holds(Policy.Check(written) is not { IsAllowed: true } other || other.Key == check.Key, "A nickname in another case or form is the same.");

    private static bool Shows(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
