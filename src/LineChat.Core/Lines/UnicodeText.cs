using System.Text;

namespace LineChat.Lines;

/// <summary>
/// Changes the case of texts, by tables of its own (<see cref="UnicodeData"/>): the same on every system, with ICU or without it. Ill-formed text is no error.
/// </summary>
internal static class UnicodeText
{
    /// <summary>
    /// Makes a key that is equal for two texts if they differ only in case or in form (full width, ligatures, composed or not): the compatibility caseless match of the Unicode standard
    /// (3.13, D146), in which i and the dotless ı are one too.
    /// </summary>
    public static string CaselessKey(string text) => Normalization.ToNfkd(FoldCase(Normalization.ToNfkd(text)));

    /// <summary>
    /// Folds case in full (CaseFolding.txt, C and F): ß is ss. I, i, İ and ı are all i, since which of them belong together depends on the language; so is i with U+0307, which other
    /// languages make of İ. The text should be decomposed, and the result may need to be so again.
    /// </summary>
    public static string FoldCase(string text)
    {
        if (!Ascii.IsValid(text)) return WithoutDots(UnicodeData.CaseFolding.Apply(text).Replace('ı', 'i'));
        return string.Create(text.Length, text, static (folded, text) => Ascii.ToLower(text, folded, out _));
    }

    /// <summary>Makes capitals of the letters that have one: SS of ß.</summary>
    public static string ToUpper(string text) => UnicodeData.Uppercase.Apply(text);

    /// <summary>Makes small letters of capitals.</summary>
    public static string ToLower(string text) => UnicodeData.Lowercase.Apply(text);

    // A dot above an i, unless something else stands between them.
    private static string WithoutDots(string text)
    {
        const char DotAbove = '\u0307';
        if (!text.Contains(DotAbove)) return text;

        var without = new StringBuilder(text.Length);
        bool aboveI = false;
        foreach (char c in text)
        {
            if (aboveI && c == DotAbove) continue;
            without.Append(c);
            aboveI = c == 'i' || (aboveI && UnicodeData.CombiningClasses[c] is not (0 or Normalization.Above));
        }

        return without.ToString();
    }
}
