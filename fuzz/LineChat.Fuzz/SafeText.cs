using System.Text;
using System.Text.RegularExpressions;

namespace LineChat.Fuzz;

/// <summary>What may reach somebody's terminal, written naively and a second time, so that a mistake in the first doesn't hide itself.</summary>
internal static partial class SafeText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether it is valid UTF-8 on one line, without anything that a terminal obeys.</summary>
    public static bool IsSafe(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8).EnumerateRunes().All(rune => Clean(rune) == rune.ToString());
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The text as everybody may see it.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> utf8)
    {
        var text = Sequence().Split(Encoding.Latin1.GetString(utf8)).Select(piece => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(piece)));
        return Encoding.UTF8.GetBytes(string.Concat(text.SelectMany(piece => piece.EnumerateRunes()).Select(Clean)));
    }

    /// <summary>The text as everybody may see it.</summary>
    public static string Clean(string text) => Encoding.UTF8.GetString(Clean(Encoding.UTF8.GetBytes(text)));

    /// <summary>The text as if what only a terminal understands had not been typed: ESC and C1 controls, and what belongs to them. A byte before and one after may be such a control together.</summary>
    public static byte[] WithoutSequences(ReadOnlySpan<byte> utf8)
    {
        string text = Encoding.Latin1.GetString(utf8);
        while (Sequence().Replace(text, "", 1) is var shorter && shorter.Length < text.Length) text = shorter;
        return Encoding.Latin1.GetBytes(text);
    }

    private static string Clean(Rune rune) => rune.ToString() switch
    {
        "\t" => "\t",
        "\n" or "\u0085" or "\u2028" or "\u2029" => " ",
        "\u202A" or "\u202B" or "\u202C" or "\u202D" or "\u202E" => "", // embeddings and overrides
        "\u2066" or "\u2067" or "\u2068" or "\u2069" => "", // isolates
        _ when Rune.IsControl(rune) => "",
        var shown => shown,
    };

    // ECMA-48, on bytes. A string goes on to the next control, and takes one of C1 with it that begins nothing.
    [GeneratedRegex("""
        (?:\x1B\[ | \xC2\x9B) (?: \[ [\ -~]? | M [\ -~]{0,3} | [\ -?]* [@-~]? )
        | (?:\x1B[NO] | \xC2[\x8E\x8F]) [0-9;]* [\ -~]?
        | (?:\x1B[PX\]^_] | \xC2[\x90\x98\x9D-\x9F]) (?: [\ -~\x80-\xC1\xC3-\xFF] | \xC2(?![\x80-\x9F]) )* (?: \xC2[\x80-\x8D\x91-\x97\x99\x9A\x9C] )?
        | \x1B [\ -/]* [0-~]?
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
