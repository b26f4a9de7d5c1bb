using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>Finds letters that look like punctuation and nothing else, where no reader would take them for letters.</summary>
internal static class Masks
{
    /// <summary>
    /// Finds the first letter that looks like punctuation and is in a run of its script in which no letter is clearly of that script.
    /// </summary>
    public static Rune? First(ReadOnlySpan<Rune> runes)
    {
        Rune? masked = null;
        bool isClear = false;
        var script = Script.None;
        foreach (var rune in runes)
        {
            if (!UnicodeProperties.IsLetter(rune) || Spelling.IsMedial(rune)) continue;

            var own = UnicodeProperties.IsJapanese(rune) ? Script.Han : UnicodeProperties.Scripts(rune)[0];
            if (own != script)
            {
                if (masked is not null && !isClear) return masked;
                (masked, isClear, script) = (null, false, own);
            }

            var look = UnicodeData.Confusables[rune.Value];
            if (LooksLikePunctuation(look)) masked ??= rune;
            else isClear |= IsClear(rune, own, look);
        }

        return isClear ? null : masked;
    }

    // A Hebrew letter can look like an apostrophe at worst, which may be among letters anyway.
    private static bool IsClear(Rune letter, Script script, ReadOnlySpan<char> look)
    {
        if (script is Script.Latin or Script.Common) return false;
        bool isClear = script == Script.Hebrew || look.IsEmpty;
        foreach (var rune in look.EnumerateRunes())
        {
            bool isOwn = script == Script.Han ? UnicodeProperties.IsJapanese(rune) : UnicodeProperties.IsOf(rune, script);
            isClear |= isOwn && UnicodeProperties.IsLetter(rune);
        }

        return isClear;
    }

    // And like nothing else. Mathematical symbols are none, unless they are of ASCII: ð looks like ∂.
    private static bool LooksLikePunctuation(ReadOnlySpan<char> look)
    {
        bool isPunctuation = false;
        foreach (var rune in look.EnumerateRunes())
        {
            var category = UnicodeProperties.Category(rune);
            if (category is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber) return false;
            isPunctuation |= rune.Value is not ('_' or '-' or '.')
                && (rune.IsAscii || category is >= UnicodeCategory.SpaceSeparator and <= UnicodeCategory.OtherPunctuation);
        }

        return isPunctuation;
    }
}
