using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>Knows which marks show on which letters.</summary>
internal static class Marks
{
    public const int DotAbove = 0x0307;

    // Combining classes.
    private const int Overlay = 1;
    private const int DoubleBelow = 233;
    private const int DoubleAbove = 234;

    /// <summary>Whether a character is drawn on, around or beside the letter before it.</summary>
    public static bool IsMark(Rune rune) =>
        UnicodeProperties.Category(rune) is >= UnicodeCategory.NonSpacingMark and <= UnicodeCategory.EnclosingMark;

    /// <summary>Whether a character shows nothing or a blank, though its category is that of a letter, a mark or a symbol.</summary>
    public static bool IsInvisible(Rune rune) => UnicodeProperties.IsDefaultIgnorable(rune) || rune.Value is
        0x2800 // the empty Braille pattern
        or 0x2D7F or 0x1107F // joiners of Tifinagh and of Brahmi's numbers
        or (>= 0x13440 and <= 0x13442) // Egyptian: a mirror and two blanks
        or 0x16FE4 // a filler of the Khitan small script
        or 0x1BC9D; // a selector of Duployan

    /// <summary>
    /// Whether a mark is of general use: of the blocks Combining Diacritical Marks, Extended and Supplement. Overlays are not: they
    /// vanish in the strokes of a letter.
    /// </summary>
    public static bool IsAccent(Rune mark) => UnicodeProperties.CombiningClass(mark) != Overlay
        && mark.Value is (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF);

    /// <summary>Whether a letter is of a script that uses those, by ScriptExtensions.txt of Unicode 16.</summary>
    public static bool TakesAccents(Rune letter) => UnicodeProperties.Scripts(letter).ContainsAny(
    [
        Script.Latin, Script.Greek, Script.Cyrillic, Script.Armenian, Script.CaucasianAlbanian, Script.Cherokee, Script.Coptic,
        Script.Duployan, Script.Ethiopic, Script.Glagolitic, Script.Gothic, Script.OldPermic, Script.Osage, Script.Syriac, Script.TaiLe,
        Script.Tifinagh,
    ]);

    /// <summary>
    /// Whether a mark shows only where a letter follows: it spans two, or it is an Invisible_Stacker (Indic_Syllabic_Category).
    /// </summary>
    public static bool JoinsTheNext(Rune mark) => UnicodeProperties.CombiningClass(mark) is DoubleBelow or DoubleAbove
        || mark.Value is 0x1039 or 0x17D2 or 0x1A60 or 0x1BAB or 0xAAF6 or 0x10A3F or 0x11133 or 0x113D0 or 0x1193E or 0x11A47 or 0x11A99
            or 0x11D45 or 0x11D97 or 0x11F42;

    /// <summary>
    /// Whether a letter has a dot above or looks as if it had one, so that another does not show. I has none: with a dot above it is İ.
    /// </summary>
    public static bool LooksDotted(Rune letter) => letter.Value != 'I'
        && (IsDotted(letter.Value) || (UnicodeData.Confusables[letter.Value] is [.., var last] && IsDotted(last)));

    // Soft_Dotted, the dotless letters, and l.
    private static bool IsDotted(int letter) => letter is 'i' or 'j' or 'l' or 0x0131 or 0x0237 or 0x0249 or 0x0268 or 0x029D or 0x03F3
        or 0x0456 or 0x0458 or 0x1D96 or 0x1DF1A;
}
