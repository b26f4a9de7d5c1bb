using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LineChat.Lines;

namespace LineChat.Fuzz;

/// <summary>
/// What is a nickname: the input as UTF-8, and as UTF-16 too; and over and over, as a line of four times the length that one may have.
/// </summary>
internal static class NicknameTarget
{
    private const int MaxLength = 32;
    private const int LongestWish = 8 * 255;
    private const int LongLine = 262_144;

    private static readonly NicknamePolicy Policy = new(MaxLength);

    // With any name, and the longest ones.
    private static readonly NicknamePolicy Lenient = new(255, ChatDialect.Load("java"));

    private static readonly NormalizationForm[] Forms = [NormalizationForm.FormC, NormalizationForm.FormD, NormalizationForm.FormKC, NormalizationForm.FormKD];

    public static void Run(ReadOnlySpan<byte> input)
    {
        string wish = Encoding.UTF8.GetString(input);
        Check(wish);
        Check(new(MemoryMarshal.Cast<byte, char>(input)));
        Lenient.Check(wish);
        if (wish.Length > 0 && wish.Length % 8 == 0) CheckLong(wish); // one in eight, since it takes longer than all the rest
    }

    private static void CheckLong(string wish)
    {
        // Some characters once and the others behind them, as marks on a letter are.
        int first = wish.Length > 1 && char.IsSurrogatePair(wish, 0) ? 2 : 1;
        string rest = wish.Length > first ? wish[first..] : wish;
        string line = wish[..first] + string.Concat(Enumerable.Repeat(rest, LongLine / rest.Length));
        Policy.Check(line);
        Lenient.Check(line);
        Lenient.Check(line[..Math.Min(line.Length, LongestWish)]);
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

    // Or changes how its neighbors do.
    private static bool Shows(Rune rune) => Spelling.IsJoiner(rune) || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
