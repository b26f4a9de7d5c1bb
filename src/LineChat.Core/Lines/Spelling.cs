using System.Buffers;
using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// Reads how a name is spelled: which characters may be where they are, and which make no difference between two names. The time that
/// this takes grows with the length of the text, whatever the text is.
/// <list type="bullet">
/// <item>A mark follows a letter of its own script, and shows there (UTS 39,
/// https://www.unicode.org/reports/tr39/#Optional_Detection).</item>
/// <item>A joiner (U+200C, U+200D, U+180E) is where it changes how its neighbors are drawn (UAX 31, 2.3,
/// https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters).</item>
/// <item>Punctuation that is a part of words (UAX 31, table 3a) is between the letters that it belongs to.</item>
/// <item>A letter that looks like punctuation is among letters of its own script that look like no other script's.</item>
/// </list>
/// Joiners, such punctuation and the Arabic tatweel are medials: a name is the same with and without them.
/// </summary>
internal ref struct Spelling
{
    // UTS 39, 5.4: four nonspacing marks at most. Of those of general use there are fewer: a letter of Vietnamese has two, of ancient
    // Greek three.
    private const int MaxNonspacing = 4;
    private const int MaxAccents = 3;

    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int MongolianVowelSeparator = 0x180E;

    private static readonly SearchValues<char> Medials =
        SearchValues.Create("'\u2018\u2019\u02BB\u02BC\u02BE\u00B7\u058A\u05F3\u05F4\u0640\u0F0B\u180E\u200C\u200D\u30A0\u30FB");

    private readonly Rune[] _runes;
    private readonly StringBuilder _kept;
    private Rune _letter; // the one before, which marks are on; U+0000 if it is no letter
    private int _nonspacing;
    private int _accents;
    private bool _hasDot; // the letter has a dot above, or looks as if it had one

    private Spelling(string text)
    {
        _runes = [.. text.EnumerateRunes()];
        _kept = new(text.Length);
    }

    private readonly bool HasLetter => _letter.Value != 0;

    /// <summary>Returns the text without its medials.</summary>
    public static string Essence(string text)
    {
        if (!text.AsSpan().ContainsAny(Medials)) return text;

        var spelling = new Spelling(text);
        spelling.Read(isWord: false);
        return spelling._kept.ToString();
    }

    /// <summary>Finds the first character that cannot be where it is, or returns null.</summary>
    /// <param name="text">The text, decomposed.</param>
    /// <param name="isWord">Whether the text is one word: punctuation must be a medial, and letters must not look like punctuation.</param>
    public static Rune? Misplaced(string text, bool isWord)
    {
        if (Ascii.IsValid(text) && !text.Contains('\'')) return null;

        var spelling = new Spelling(text);
        return spelling.Read(isWord) ?? (isWord ? Masks.First(spelling._runes) : null);
    }

    /// <summary>Whether a character can be a medial.</summary>
    public static bool IsMedial(Rune rune) => rune.IsBmp && Medials.Contains((char)rune.Value);

    /// <summary>Whether a character only changes how its neighbors are drawn.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner or MongolianVowelSeparator;

    private Rune? Read(bool isWord)
    {
        for (int i = 0; i < _runes.Length; i++)
        {
            var rune = _runes[i];
            if (Marks.IsMark(rune))
            {
                if (!IsInPlace(i)) return rune;
                _kept.Append(rune.ToString());
                continue;
            }

            bool canBeMedial = IsMedial(rune);
            bool isMedial = canBeMedial && IsMedial(i);
            if (canBeMedial && !isMedial && (isWord || IsJoiner(rune))) return rune;
            if (!isMedial) _kept.Append(rune.ToString());
            if (!IsJoiner(rune)) Begin(isMedial || !UnicodeProperties.IsLetter(rune) ? default : rune);
        }

        return null;
    }

    private void Begin(Rune letter)
    {
        _letter = letter;
        _nonspacing = _accents = 0;
        _hasDot = Marks.LooksDotted(letter);
    }

    // For a mark. The dot is ICU's rule for hidden overlays (USPOOF_HIDDEN_OVERLAY).
    private bool IsInPlace(int at)
    {
        var mark = _runes[at];
        bool isAccent = UnicodeProperties.Scripts(mark) is [Script.Inherited];
        bool isOwn = isAccent ? Marks.IsAccent(mark) && Marks.TakesAccents(_letter) : Share(mark, _letter);
        if (!HasLetter || !isOwn || mark == _runes[at - 1]) return false;
        if (UnicodeProperties.Category(mark) == UnicodeCategory.NonSpacingMark && ++_nonspacing > MaxNonspacing) return false;
        if (isAccent && ++_accents > MaxAccents) return false;
        if (mark.Value == Marks.DotAbove && _hasDot) return false;
        if (UnicodeProperties.CombiningClass(mark) is 0 or Normalization.Above) _hasDot = false;
        return !Marks.JoinsTheNext(mark) || (NextLetter(at) is { } next && (isAccent || Share(mark, next)));
    }

    // For a character that can be a medial.
    private readonly bool IsMedial(int at) => _runes[at].Value switch
    {
        ZeroWidthNonJoiner => IsBetweenJoined(at) || (IsAfterVirama(at) && NextLetter(at) is { } next && Share(_letter, next)),
        ZeroWidthJoiner when IsVirama(Next(at)) => HasLetter && _letter == _runes[at - 1], // in Bengali
        ZeroWidthJoiner => IsAfterVirama(at) && !(Next(at) is { } next && UnicodeProperties.IsDependentVowel(next)),
        MongolianVowelSeparator => IsBetween(at, Script.Mongolian),
        '\'' or 0x2018 or 0x2019 => HasLetter && (NextLetter(at) is not null || UnicodeProperties.IsOf(_letter, Script.Hebrew)), // there it is typed for U+05F3
        0x02BB or 0x02BC or 0x02BE => HasLetter || NextLetter(at) is not null, // letters in some languages, also the first or the last
        0x00B7 => _letter.Value is 'l' or 'L' && Next(at)?.Value is 'l' or 'L', // Catalan (RFC 5892, A.3)
        0x0640 => Share(_runes[at], _letter) && NextLetter(at) is { } next && Share(_runes[at], next),
        0x058A => IsBetween(at, Script.Armenian),
        0x05F4 => IsBetween(at, Script.Hebrew),
        0x05F3 => UnicodeProperties.IsOf(_letter, Script.Hebrew),
        0x0F0B => UnicodeProperties.IsOf(_letter, Script.Tibetan),
        0x30A0 or 0x30FB => UnicodeProperties.IsJapanese(_letter) && NextLetter(at) is { } next && UnicodeProperties.IsJapanese(next),
        _ => false,
    };

    private readonly bool IsBetween(int at, Script script) =>
        UnicodeProperties.IsOf(_letter, script) && NextLetter(at) is { } next && UnicodeProperties.IsOf(next, script);

    // UAX 31, A1: between two letters that would join.
    private readonly bool IsBetweenJoined(int at)
    {
        int before = at - 1;
        while (before >= 0 && UnicodeProperties.JoiningType(_runes[before]) == JoiningType.Transparent) before--;
        int after = at + 1;
        while (after < _runes.Length && UnicodeProperties.JoiningType(_runes[after]) == JoiningType.Transparent) after++;
        return before >= 0 && UnicodeProperties.JoiningType(_runes[before]) is JoiningType.DualJoining or JoiningType.LeftJoining
            && after < _runes.Length && UnicodeProperties.JoiningType(_runes[after]) is JoiningType.DualJoining or JoiningType.RightJoining;
    }

    // UAX 31, A2 and B: after a letter with a virama, and other marks between that have a class.
    private readonly bool IsAfterVirama(int at)
    {
        int before = at - 1;
        while (before >= 0 && UnicodeProperties.CombiningClass(_runes[before]) != 0 && !IsVirama(_runes[before])) before--;
        return HasLetter && before >= 0 && IsVirama(_runes[before]);
    }

    private readonly Rune? Next(int at) => at + 1 < _runes.Length ? _runes[at + 1] : null;

    private readonly Rune? NextLetter(int at) => Next(at) is { } next && UnicodeProperties.IsLetter(next) && !IsMedial(next) ? next : null;

    private static bool IsVirama(Rune? rune) => rune is { } mark && UnicodeProperties.IsVirama(mark);

    private static bool Share(Rune one, Rune other) => UnicodeProperties.ShareScript(one, other);
}
