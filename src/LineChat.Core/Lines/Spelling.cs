using System.Buffers;
using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// Reads how a name is written: which of its characters may be where they are, and which make no difference between two names. It takes a time that grows with the length of the text, whatever is in it.
/// <list type="bullet">
/// <item>A mark follows a letter of its script, and shows there (UTS 39, https://www.unicode.org/reports/tr39/#Optional_Detection).</item>
/// <item>A joiner (U+200C, U+200D, U+180E) is where it changes how its neighbors are drawn (UAX 31, https://www.unicode.org/reports/tr31/#Layout_and_Format_Control_Characters).</item>
/// <item>Punctuation that is spelled as a part of words (UAX 31, table 3a) is between the letters that it belongs to.</item>
/// <item>A letter that looks like punctuation is among letters of its script that don't look like those of another.</item>
/// </list>
/// Joiners, such punctuation and the Arabic tatweel make no difference: with them and without them a name is the same.
/// </summary>
internal ref struct Spelling
{
    // Unicode's limit for marks that don't take a place of their own (UTS 39, 5.4), and fewer of those that any letter may carry: a letter of Vietnamese or of ancient Greek has two or three.
    private const int MaxNonspacing = 4;
    private const int MaxAccents = 3;

    private const int DotAbove = 0x0307;
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int MongolianVowelSeparator = 0x180E;
    private const int OverlayClass = 1;

    private static readonly SearchValues<char> Medials = SearchValues.Create("'\u2019\u02BB\u02BC\u02BE\u00B7\u058A\u05F3\u05F4\u0640\u0F0B\u180E\u200C\u200D\u30A0\u30FB");

    private readonly Rune[] _runes;
    private readonly StringBuilder _kept;
    private Rune _letter; // the one that marks stand on; U+0000 if there is none
    private int _nonspacing;
    private int _accents;
    private bool _hasDot; // the letter has a dot above, or looks as if it had

    private Spelling(string text)
    {
        _runes = [.. text.EnumerateRunes()];
        _kept = new(text.Length);
    }

    private readonly bool HasLetter => _letter.Value != 0;

    /// <summary>Returns the text without what makes no difference.</summary>
    public static string Essence(string text)
    {
        if (!text.AsSpan().ContainsAny(Medials)) return text;

        var spelling = new Spelling(text);
        spelling.Read(isWord: false);
        return spelling._kept.ToString();
    }

    /// <summary>Finds the first character that cannot be where it is.</summary>
    /// <param name="text">The text, decomposed.</param>
    /// <param name="isWord">Whether punctuation has to be a part of a word, and letters must not look like it.</param>
    /// <returns>The character, or null if all of them can.</returns>
    public static Rune? Misplaced(string text, bool isWord)
    {
        if (Ascii.IsValid(text) && !text.Contains('\'')) return null;

        var spelling = new Spelling(text);
        return spelling.Read(isWord) ?? (isWord ? spelling.Masked() : null);
    }

    /// <summary>Whether a character may be in a word, at its place.</summary>
    public static bool IsMedial(Rune rune) => rune.IsBmp && Medials.Contains((char)rune.Value);

    /// <summary>Whether a character is a joiner: it shows nothing but how its neighbors are drawn.</summary>
    public static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner or MongolianVowelSeparator;

    /// <summary>Whether a character is a mark: it is drawn on, around or beside the letter before it.</summary>
    public static bool IsMark(Rune rune) =>
        UnicodeProperties.Category(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Whether a character shows nothing, or a blank, though it may be called a letter or a mark.</summary>
    public static bool IsInvisible(Rune rune) => UnicodeProperties.IsDefaultIgnorable(rune) || rune.Value is
        0x2800 // the empty Braille pattern
        or 0x2D7F or 0x1107F // joiners of Tifinagh and of Brahmi's numbers
        or (>= 0x13440 and <= 0x13442) // a sign that mirrors hieroglyphs, and their blanks
        or 0x16FE4 // the filler of the Khitan small script
        or 0x1BC9D; // a selector of Duployan

    private Rune? Read(bool isWord)
    {
        for (int i = 0; i < _runes.Length; i++)
        {
            var rune = _runes[i];
            if (IsMark(rune))
            {
                if (!Stands(i)) return rune;
                _kept.Append(rune.ToString());
                continue;
            }

            bool isMedial = IsMedial(rune);
            bool isLeftOut = isMedial && Belongs(i);
            if (isMedial && !isLeftOut && (isWord || IsJoiner(rune))) return rune;
            if (!isLeftOut) _kept.Append(rune.ToString());
            if (!IsJoiner(rune)) Begin(isLeftOut || !UnicodeProperties.IsLetter(rune) ? default : rune);
        }

        return null;
    }

    private void Begin(Rune letter)
    {
        _letter = letter;
        _nonspacing = _accents = 0;
        _hasDot = LooksDotted(letter);
    }

    // Whether the mark is one of the letter's.
    private bool Stands(int at)
    {
        var mark = _runes[at];
        bool isAccent = UnicodeProperties.Scripts(mark) is [Script.Inherited];
        if (!HasLetter || mark == _runes[at - 1] || !(isAccent ? IsAccent(mark) && IsAccented(_letter) : Shares(mark, _letter))) return false;
        if (UnicodeProperties.Category(mark) == UnicodeCategory.NonSpacingMark && ++_nonspacing > MaxNonspacing) return false;
        if (isAccent && ++_accents > MaxAccents) return false;

        // As ICU finds hidden overlays (USPOOF_HIDDEN_OVERLAY).
        if (mark.Value == DotAbove && _hasDot) return false;
        if (UnicodeProperties.CombiningClass(mark) is 0 or Normalization.Above) _hasDot = false;
        return !JoinsTheNext(mark) || (Next(at) is { } next && UnicodeProperties.IsLetter(next) && (isAccent || Shares(mark, next)));
    }

    // Whether what isn't a letter of its own is written where it is a part of the word.
    private readonly bool Belongs(int at) => _runes[at].Value switch
    {
        ZeroWidthNonJoiner => IsBetweenJoined(at) || (IsAfterVirama(at) && NextLetter(at) is { } next && Shares(_letter, next)),
        ZeroWidthJoiner => Next(at) is { } next && UnicodeProperties.IsVirama(next) ? HasLetter && _letter == _runes[at - 1] : IsAfterVirama(at) && !(Next(at) is { } vowel && UnicodeProperties.IsDependentVowel(vowel)),
        MongolianVowelSeparator => IsBetween(at, Script.Mongolian),
        '\'' or 0x2019 => HasLetter && NextLetter(at) is not null,
        0x02BB or 0x02BC or 0x02BE => HasLetter || NextLetter(at) is not null, // letters, but such as belong to others
        0x00B7 => _letter.Value is 'l' or 'L' && Next(at)?.Value is 'l' or 'L', // Catalan (RFC 5892, A.3)
        0x0640 => HasLetter && NextLetter(at) is { } next && Shares(_runes[at], _letter) && Shares(_runes[at], next),
        0x058A => IsBetween(at, Script.Armenian),
        0x05F4 => IsBetween(at, Script.Hebrew),
        0x05F3 => IsOf(_letter, Script.Hebrew),
        0x0F0B => IsOf(_letter, Script.Tibetan),
        0x30A0 or 0x30FB => HasLetter && IsJapanese(_letter) && NextLetter(at) is { } next && IsJapanese(next),
        _ => false,
    };

    private readonly bool IsBetween(int at, Script script) => IsOf(_letter, script) && NextLetter(at) is { } next && IsOf(next, script);

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

    // UAX 31, A2 and B: after a letter with a virama, which marks of another class may follow.
    private readonly bool IsAfterVirama(int at)
    {
        int before = at - 1;
        while (before >= 0 && UnicodeProperties.CombiningClass(_runes[before]) != 0 && !UnicodeProperties.IsVirama(_runes[before])) before--;
        return HasLetter && before >= 0 && UnicodeProperties.IsVirama(_runes[before]);
    }

    private readonly Rune? Next(int at) => at + 1 < _runes.Length ? _runes[at + 1] : null;

    private readonly Rune? NextLetter(int at) => Next(at) is { } next && UnicodeProperties.IsLetter(next) && !IsMedial(next) ? next : null;

    /// <summary>Finds the first letter that looks like punctuation where it isn't read as a letter: in a run of its script without one that looks like none of another.</summary>
    private readonly Rune? Masked()
    {
        Rune? masked = null; // of the run
        bool isRead = false;
        var script = Script.None;
        foreach (var rune in _runes)
        {
            if (!UnicodeProperties.IsLetter(rune) || IsMedial(rune)) continue;

            var own = IsJapanese(rune) ? Script.Han : UnicodeProperties.Scripts(rune)[0];
            if (own != script)
            {
                if (masked is not null && !isRead) return masked;
                (masked, isRead, script) = (null, false, own);
            }

            var look = UnicodeData.Confusables[rune.Value];
            if (LooksLikePunctuation(look)) masked ??= rune;
            else isRead |= own == Script.Hebrew || (own is not (Script.Latin or Script.Common) && StaysItself(rune, look)); // what is Hebrew's looks like an apostrophe at worst
        }

        return isRead ? null : masked;
    }

    // ∂ and the like, which letters may look like, are no punctuation.
    private static bool LooksLikePunctuation(ReadOnlySpan<char> look)
    {
        bool isPunctuation = false;
        foreach (var rune in look.EnumerateRunes())
        {
            var category = UnicodeProperties.Category(rune);
            if (category <= UnicodeCategory.DecimalDigitNumber && !IsMark(rune)) return false;
            isPunctuation |= rune.Value is not ('_' or '-' or '.') && (rune.IsAscii || category is >= UnicodeCategory.SpaceSeparator and <= UnicodeCategory.OtherPunctuation);
        }

        return isPunctuation;
    }

    private static bool StaysItself(Rune letter, ReadOnlySpan<char> look)
    {
        bool stays = look.IsEmpty;
        foreach (var rune in look.EnumerateRunes()) stays |= UnicodeProperties.IsLetter(rune) && (Shares(rune, letter) || (IsJapanese(rune) && IsJapanese(letter)));
        return stays;
    }

    // The marks of general use: the blocks of combining diacritical marks, without those that are drawn over the letter itself, and may vanish in its own strokes.
    private static bool IsAccent(Rune mark) =>
        mark.Value is (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) && UnicodeProperties.CombiningClass(mark) is not OverlayClass;

    // The scripts in which they are used, by ScriptExtensions.txt of Unicode 16.
    private static bool IsAccented(Rune letter) => UnicodeProperties.Scripts(letter).ContainsAny(
    [
        Script.Latin, Script.Greek, Script.Cyrillic, Script.Armenian, Script.CaucasianAlbanian, Script.Cherokee, Script.Coptic, Script.Duployan, Script.Ethiopic, Script.Glagolitic, Script.Gothic,
        Script.OldPermic, Script.Osage, Script.Syriac, Script.TaiLe, Script.Tifinagh,
    ]);

    // What is drawn only where a letter follows: Invisible_Stacker (Indic_Syllabic_Category), and the marks that stretch over two letters.
    private static bool JoinsTheNext(Rune mark) => UnicodeProperties.CombiningClass(mark) is 233 or 234 || mark.Value is
        0x1039 or 0x17D2 or 0x1A60 or 0x1BAB or 0xAAF6 or 0x10A3F or 0x11133 or 0x113D0 or 0x1193E or 0x11A47 or 0x11A99 or 0x11D45 or 0x11D97 or 0x11F42;

    // Soft_Dotted, dotless letters, l, and what looks like these; but I with a dot is another letter, İ.
    private static bool LooksDotted(Rune letter) => letter.Value != 'I'
        && (IsDotted(letter.Value) || (UnicodeData.Confusables[letter.Value] is [.., var last] && IsDotted(last)));

    private static bool IsDotted(int letter) => letter is 'i' or 'j' or 'l' or 0x0131 or 0x0237 or 0x0249 or 0x0268 or 0x029D or 0x03F3 or 0x0456 or 0x0458 or 0x1D96 or 0x1DF1A;

    private static bool IsOf(Rune letter, Script script) => UnicodeProperties.Scripts(letter).Contains(script);

    private static bool IsJapanese(Rune letter) => UnicodeProperties.Scripts(letter).ContainsAny(Script.Han, Script.Hiragana, Script.Katakana);

    private static bool Shares(Rune one, Rune other) =>
        UnicodeProperties.Scripts(one) is not ([Script.Common] or [Script.Inherited]) && UnicodeProperties.Scripts(one).ContainsAny(UnicodeProperties.Scripts(other));
}
