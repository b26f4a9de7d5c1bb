using System.Globalization;
using System.Text;
using LineChat.Lines;

namespace LineChat.Dialects;

/// <summary>A text in double quotes, with what doesn't show escaped, by the rule of <c>strconv.Quote</c> that the verb <c>%q</c> uses.</summary>
internal static class QuotedText
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (IsPrintable(rune)) quoted.Append(rune.ToString());
            else quoted.Append(Escape(rune.Value));
        }

        return quoted.Append('"').ToString();
    }

    private static string Escape(int value) => value switch
    {
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < ' ' or 0x7F => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{value:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{value:x8}"),
    };

    /// <summary>Whether a character shows: letters, marks, numbers, punctuation, symbols, and of the blanks only the ASCII one.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || UnicodeProperties.Category(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
