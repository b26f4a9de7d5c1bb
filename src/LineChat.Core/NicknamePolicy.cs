using System.Globalization;
using System.Text;

namespace LineChat;

/// <summary>
/// The nicknames that are allowed by default: letters and digits of any script, <c>_</c>, <c>-</c> and <c>.</c>, in Unicode's normalization form C.
/// Two are the same if they differ only in case or in form (normalization form KC: full width, ligatures).
/// </summary>
public sealed class NicknamePolicy : INicknamePolicy
{
    // What the scripts that stack marks need: a vowel sign, a tone and one more. A tower of them would cover other people's lines.
    private const int MaxMarks = 3;

    private readonly int _maxLength;

    /// <summary>Makes the policy.</summary>
    /// <param name="maxLength">The longest nickname in characters (code points), 1 or more; default 32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is less than 1.</exception>
    public NicknamePolicy(int maxLength = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        _maxLength = maxLength;
    }

    /// <inheritdoc/>
    public NicknameCheck Check(string candidate)
    {
        // Before it is normalized, which ill-formed text can't be, and which takes its time with a long one.
        string trimmed = candidate.Trim();
        if (!trimmed.EnumerateRunes().All(IsAllowed)) return NotAllowed();

        string nickname = trimmed.Normalize(NormalizationForm.FormC);
        int length = 0;
        int marks = 0;
        foreach (var rune in nickname.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (!IsAllowed(rune) || marks > MaxMarks || (marks > 0 && length == 0)) return NotAllowed();
            length++;
        }

        if (length == 0) return NotAllowed();
        if (length > _maxLength) return NicknameCheck.Refuse(string.Create(CultureInfo.InvariantCulture, $"A name has {_maxLength} characters at most."));

        // KD tells apart what KC does, and takes marks off letters that have no capital in one piece.
        return NicknameCheck.Allow(nickname, nickname.Normalize(NormalizationForm.FormKD).ToUpperInvariant());
    }

    private static NicknameCheck NotAllowed() => NicknameCheck.Refuse("A name is made of letters, digits and _ - . only.");

    private static bool IsAllowed(Rune rune) => rune.Value is '_' or '-' or '.' || ((Rune.IsLetter(rune) || IsDigit(rune) || IsMark(rune)) && !IsInvisible(rune));

    private static bool IsDigit(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // The letters and marks among the characters that Unicode calls Default_Ignorable_Code_Point (UAX 44): they show nothing.
    private static bool IsInvisible(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164
        or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
}
