using System.Buffers;
using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// What a person sees as one character: an extended grapheme cluster (UAX 29, https://www.unicode.org/reports/tr29/), by .NET's own tables, with or without ICU.
/// </summary>
internal static class Grapheme
{
    /// <summary>
    /// How many bytes of text are looked at. The longest emoji take some 40; a longer cluster, such as a letter under a tower of marks, is taken in pieces of this
    /// size, so that erasing one takes no longer the more was typed.
    /// </summary>
    public const int MaxLookBack = 128;

    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>How many bytes the last character of a text takes: one where they are invalid.</summary>
    /// <param name="utf8">The text, which is not empty.</param>
    public static int LengthOfLast(ReadOnlySpan<byte> utf8)
    {
        Span<char> lookBack = stackalloc char[MaxLookBack];
        int start = MaxLookBack;
        int at = utf8.Length;
        Rune next = default;
        while (at > 0 && Rune.DecodeLastFromUtf8(utf8[..at], out var rune, out int length) == OperationStatus.Done && utf8.Length - at + length <= MaxLookBack)
        {
            int nextStart = start;
            start -= rune.EncodeToUtf16(lookBack[(start - rune.Utf16SequenceLength)..]);
            if (at < utf8.Length && AreApart(rune, next, lookBack[start..(nextStart + next.Utf16SequenceLength)]))
            {
                start = nextStart;
                break;
            }

            at -= length;
            next = rune;
        }

        if (at == utf8.Length) return 1;

        ReadOnlySpan<char> last = lookBack[start..];
        while (StringInfo.GetNextTextElementLength(last) is var length && length < last.Length) last = last[length..];
        return Encoding.UTF8.GetByteCount(last);
    }

    /// <summary>Whether a cluster ends between two characters, whatever stands before them. After a joiner and a regional indicator (half a flag) it depends on that.</summary>
    private static bool AreApart(Rune before, Rune after, ReadOnlySpan<char> both) =>
        (before.IsAscii && after.IsAscii) // within a line
        || (before.Value is not (ZeroWidthJoiner or (>= 0x1F1E6 and <= 0x1F1FF)) && StringInfo.GetNextTextElementLength(both) == before.Utf16SequenceLength);
}
