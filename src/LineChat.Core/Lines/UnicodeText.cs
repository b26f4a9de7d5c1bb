using System.Text;

namespace LineChat.Lines;

/// <summary>
/// Changes the case of texts by the library's own tables (<see cref="UnicodeData"/>), with the same result in every process, with ICU or
/// without it. Ill-formed text does not throw.
/// </summary>
internal static class UnicodeText
{
    /// <summary>
    /// Makes a key that is equal for two texts if they differ only in case or in form (composed or not, full width, ligatures): the
    /// compatibility caseless match of the Unicode standard (3.13, D146), in which the dotless ı is an i too.
    /// </summary>
    public static string CaselessKey(string text) => Normalization.ToNfkd(FoldCase(Normalization.ToNfkd(text)));

    /// <summary>
    /// Folds case in full (CaseFolding.txt, C and F): ß becomes ss. I, i, İ and ı all become i, since which of them belong together depends
    /// on the language; so does i with U+0307, the small letter that other languages make of İ. Equal texts in different forms have equal
    /// results only if they are decomposed first, and the results may have to be decomposed again.
    /// </summary>
    public static string FoldCase(string text)
    {
        if (!Ascii.IsValid(text)) return WithoutDots(UnicodeData.CaseFolding.Apply(text).Replace('ı', 'i'));
        return string.Create(text.Length, text, static (folded, text) => Ascii.ToLower(text, folded, out _));
    }

    /// <summary>Makes capitals of small letters in full: SS of ß.</summary>
    public static string ToUpper(string text) => UnicodeData.Uppercase.Apply(text);

    /// <summary>Makes small letters of capitals in full.</summary>
    public static string ToLower(string text) => UnicodeData.Lowercase.Apply(text);

    // Drops the dots above an i, unless another mark above it comes first.
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
