using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// The one rule of what may reach somebody's terminal: valid UTF-8 on one line, without anything that can move a cursor, clear a
/// screen or reorder what stands beside it. A control goes with all that belongs to it (<see cref="ControlSequence"/>). All text that
/// others see has been through here, whether typed or written by the host.
/// </summary>
internal static class TextSafety
{
    /// <summary>The most bytes that one byte of input can become: an invalid byte turns into U+FFFD.</summary>
    public const int MaxGrowth = 3;

    private static readonly SearchValues<byte> SafeAscii = SearchValues.Create([(byte)'\t', .. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);

    /// <summary>Whether <see cref="Clean(ReadOnlyMemory{byte})"/> would change nothing.</summary>
    public static bool IsSafe(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            int plain = utf8.IndexOfAnyExcept(SafeAscii);
            if (plain < 0) return true;

            utf8 = utf8[plain..];
            if (Rune.DecodeFromUtf8(utf8, out var rune, out int length) != OperationStatus.Done || MadeSafe(rune) != rune) return false;
            utf8 = utf8[length..];
        }
    }

    /// <summary>
    /// The text with its line breaks as spaces, what is unsafe left out, and a U+FFFD for each maximal invalid part; the same memory
    /// if nothing had to change.
    /// </summary>
    public static ReadOnlyMemory<byte> Clean(ReadOnlyMemory<byte> utf8)
    {
        if (IsSafe(utf8.Span)) return utf8;

        byte[] buffer = ArrayPool<byte>.Shared.Rent(utf8.Length * MaxGrowth);
        int length = WriteClean(utf8.Span, buffer);
        byte[] clean = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return clean;
    }

    /// <summary>
    /// The text as safe UTF-8, by the rule of <see cref="Clean(ReadOnlyMemory{byte})"/>; a lone surrogate becomes U+FFFD.
    /// </summary>
    public static ReadOnlyMemory<byte> Clean(string text) => Clean(Encoding.UTF8.GetBytes(text));

    /// <summary>The text as safe UTF-8, of which at most so many bytes are kept, cut behind a whole character.</summary>
    public static ReadOnlyMemory<byte> Clean(string text, int most)
    {
        var clean = Clean(text);
        return clean[..LengthOfWholeCharacters(clean.Span, most)];
    }

    /// <summary>Whether anything of the text is left when it is cleaned. It has no control sequences.</summary>
    public static bool Shows(ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out int length);
            if (MadeSafe(rune) is not null) return true;
            utf8 = utf8[length..];
        }

        return false;
    }

    /// <summary>Writes the text as <see cref="Clean(ReadOnlyMemory{byte})"/> would return it, and says how many bytes that took.</summary>
    /// <param name="utf8">Bytes from anywhere.</param>
    /// <param name="destination">Room for <see cref="MaxGrowth"/> times as many.</param>
    public static int WriteClean(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        Debug.Assert(destination.Length >= utf8.Length * MaxGrowth);
        int written = 0;
        while (true)
        {
            int plain = utf8.IndexOfAnyExcept(SafeAscii);
            if (plain < 0) plain = utf8.Length;
            utf8[..plain].CopyTo(destination[written..]);
            written += plain;
            utf8 = utf8[plain..];
            if (utf8.IsEmpty) return written;

            // What is invalid decodes as U+FFFD, as long as the maximal subpart that Unicode recommends to replace by one.
            Rune.DecodeFromUtf8(utf8, out var rune, out int length);
            if (MadeSafe(rune) is { } safe) written += safe.EncodeToUtf8(destination[written..]);
            else if (rune.Value < 0xA0) length = ControlSequence.LengthIn(utf8, rune);
            utf8 = utf8[length..];
        }
    }

    /// <summary>How many of the first bytes of valid text are whole characters, at most <paramref name="most"/>.</summary>
    public static int LengthOfWholeCharacters(ReadOnlySpan<byte> utf8, int most)
    {
        int length = Math.Min(most, utf8.Length);
        while (length > 0 && length < utf8.Length && (utf8[length] & 0xC0) == 0x80) length--;
        return length;
    }

    /// <summary>The character itself, a space in its place, or null if it has to go.</summary>
    private static Rune? MadeSafe(Rune rune) => rune.Value switch
    {
        '\t' => rune,
        '\n' or 0x85 or 0x2028 or 0x2029 => new Rune(' '),
        < 0x20 or (>= 0x7F and <= 0x9F) => null,
        (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => null,
        _ => rune,
    };
}
