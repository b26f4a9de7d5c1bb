using System.Text;

namespace LineChat.Fuzz;

/// <summary>What may reach somebody's terminal, written naively and a second time, so that a mistake in the first doesn't hide itself.</summary>
internal static class SafeText
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
    public static byte[] Clean(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetBytes(Clean(Encoding.UTF8.GetString(utf8)));

    /// <summary>The text as everybody may see it.</summary>
    public static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(Clean));

    private static string Clean(Rune rune) => rune.ToString() switch
    {
        "\t" => "\t",
        "\n" or "\u0085" or "\u2028" or "\u2029" => " ",
        "\u202A" or "\u202B" or "\u202C" or "\u202D" or "\u202E" => "", // embeddings and overrides
        "\u2066" or "\u2067" or "\u2068" or "\u2069" => "", // isolates
        _ when Rune.IsControl(rune) => "",
        var shown => shown,
    };
}
