using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LineChat.Dialects;
using LineChat.Lines;

namespace LineChat;

/// <summary>
/// The nicknames that are allowed, unless the dialect has a pattern of its own: letters and digits of any script, <c>_</c>, <c>-</c> and <c>.</c>, in Unicode's normalization form C.
/// Two are the same if they differ only in case (full case folding, dotted and dotless i being one) or in form (normalization form KC: full width, ligatures), or if one looks like the other in some case of letters
/// (the confusables of UTS 39: <c>Ben</c> with a Cyrillic <c>e</c>, <c>Carl</c> with a capital <c>I</c> for the <c>l</c>, but not <c>Carl</c> and <c>Cari</c>).
/// </summary>
public sealed class NicknamePolicy : INicknamePolicy
{
    // What the scripts that stack marks need: a vowel sign, a tone and one more. A tower of them would cover other people's lines.
    private const int MaxMarks = 3;

    private readonly int _maxLength;
    private readonly Regex? _pattern;
    private readonly bool _caseMatters;
    private readonly BlankTrimming _trimming = BlankTrimming.Both;
    private readonly int _cut;

    /// <summary>Makes the policy.</summary>
    /// <param name="maxLength">The longest nickname in characters (code points), 1 or more; default 32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is less than 1.</exception>
    public NicknamePolicy(int maxLength = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        _maxLength = maxLength;
    }

    /// <summary>Makes the policy of a dialect.</summary>
    internal NicknamePolicy(int maxLength, ChatDialect dialect)
        : this(maxLength)
    {
        if (dialect.NicknamePattern.Length > 0) _pattern = DialectSettings.Pattern(dialect.NicknamePattern);
        _caseMatters = dialect.NicknameCaseMatters;
        _trimming = dialect.NicknameTrimming;
        _cut = dialect.NicknameCut;
    }

    /// <inheritdoc/>
    public NicknameCheck Check(string candidate)
    {
        // Before it is normalized, which ill-formed text can't be, and which takes its time with a long one.
        string trimmed = Cut(Trim(candidate));
        if (!trimmed.EnumerateRunes().All(IsAllowed)) return NotAllowed();

        string nickname = Normalization.ToNfc(trimmed);
        if (_pattern?.IsMatch(nickname) == false) return NotAllowed();

        int length = 0;
        int marks = 0;
        foreach (var rune in nickname.EnumerateRunes())
        {
            marks = IsMark(rune) || UnicodeProperties.Category(rune) == UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (!IsAllowed(rune) || marks > MaxMarks || (marks > 0 && length == 0)) return NotAllowed();
            length++;
        }

        if (length == 0) return NotAllowed();
        if (length > _maxLength) return NicknameCheck.Refuse(string.Create(CultureInfo.InvariantCulture, $"A name has {_maxLength} characters at most."));

        string compatible = Normalization.ToNfkd(nickname); // which tells apart what KC does
        string key = _caseMatters ? compatible : UnicodeText.CaselessKey(nickname);
        return NicknameCheck.Allow(nickname, key, Lookalikes(nickname, compatible, key));
    }

    // What it looks like as it is; and where case makes no difference, which name that is, and what its own name looks like in capitals and in small letters.
    private List<string> Lookalikes(string nickname, string compatible, string key)
    {
        var lookalikes = new List<string>(4);
        foreach (string shown in (ReadOnlySpan<string>)[nickname, compatible])
        {
            string skeleton = Confusables.Skeleton(shown);
            Add(skeleton);
            if (!_caseMatters) Add(UnicodeText.CaselessKey(skeleton));
        }

        if (!_caseMatters)
        {
            Add(Confusables.Skeleton(UnicodeText.ToUpper(compatible)));
            Add(Confusables.Skeleton(UnicodeText.ToLower(compatible)));
        }

        return lookalikes;

        void Add(string lookalike)
        {
            if (lookalike != key && !lookalikes.Contains(lookalike)) lookalikes.Add(lookalike);
        }
    }

    private string Trim(string candidate) => _trimming switch
    {
        BlankTrimming.Both => candidate.Trim(),
        BlankTrimming.End => candidate.TrimEnd(),
        _ => candidate,
    };

    private string Cut(string nickname)
    {
        if (_cut == 0 || Encoding.UTF8.GetByteCount(nickname) <= _cut) return nickname;
        byte[] utf8 = Encoding.UTF8.GetBytes(nickname);
        return Encoding.UTF8.GetString(utf8, 0, TextSafety.LengthOfWholeCharacters(utf8, _cut));
    }

    private NicknameCheck NotAllowed() =>
        NicknameCheck.Refuse(_pattern is null ? "A name is made of letters, digits and _ - . only." : "That name is not allowed.");

    // With a pattern of the dialect's own, whatever shows and stays on its line.
    private bool IsAllowed(Rune rune) => _pattern is null
        ? rune.Value is '_' or '-' or '.' || ((UnicodeProperties.IsLetter(rune) || IsDigit(rune) || IsMark(rune)) && !IsInvisible(rune))
        : (QuotedText.IsPrintable(rune) || UnicodeProperties.Category(rune) == UnicodeCategory.SpaceSeparator) && !IsInvisible(rune);

    private static bool IsDigit(Rune rune) => UnicodeProperties.Category(rune) is UnicodeCategory.DecimalDigitNumber;

    private static bool IsMark(Rune rune) => UnicodeProperties.Category(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // And the empty Braille pattern.
    private static bool IsInvisible(Rune rune) => UnicodeProperties.IsDefaultIgnorable(rune) || rune.Value == 0x2800;
}
