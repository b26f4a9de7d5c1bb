using System.Buffers;
using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// What a person sees as one character: an extended grapheme cluster (UAX 29, https://www.unicode.org/reports/tr29/), as .NET's own tables have it, with or without ICU.
/// </summary>
internal static class Grapheme
{
    /// <summary>
    /// How many bytes of text are looked at. The longest emoji take some 40; a longer cluster, a letter under a tower of marks, goes in pieces of this size, so that
    /// erasing takes no longer the more was typed.
    /// </summary>
    public const int MaxLookBack = 128;

    /// <summary>How many bytes the last character of a text takes: one where they are invalid.</summary>
    /// <param name="utf8">The text, which is not empty.</param>
    public static int LengthOfLast(ReadOnlySpan<byte> utf8)
    {
        Span<char> lookBack = stackalloc char[MaxLookBack];
        int first = MaxLookBack;
        int at = utf8.Length;
        while (at > 0 && Rune.DecodeLastFromUtf8(utf8[..at], out var rune, out int length) == OperationStatus.Done && utf8.Length - at + length <= MaxLookBack)
        {
            at -= length;
            first -= rune.Utf16SequenceLength;
            rune.EncodeToUtf16(lookBack[first..]);
            if (rune.IsAscii && at > 0 && utf8[at - 1] < 0x80) break; // nothing joins these two
        }

        if (at == utf8.Length) return 1;

        ReadOnlySpan<char> last = lookBack[first..];
        while (StringInfo.GetNextTextElementLength(last) is var length && length < last.Length) last = last[length..];
        return Encoding.UTF8.GetByteCount(last);
    }
}
