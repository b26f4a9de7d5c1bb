using System.Buffers;
using System.Globalization;
using System.Text;
using LineChat.Lines;

namespace LineChat.Dialects;

/// <summary>
/// Writes what somebody else chose, so that its direction stays its own: text with anything that runs from right to left stands between a first strong isolate and its
/// end (UAX 9, https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), and cannot draw what is beside it to its other side. No text has isolates of its own.
/// </summary>
internal static class Isolation
{
    private static ReadOnlySpan<byte> FirstStrongIsolate => "\u2068"u8;

    private static ReadOnlySpan<byte> PopDirectionalIsolate => "\u2069"u8;

    public static void Write(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        bool isIsolated = RunsRightToLeft(utf8);
        if (isIsolated) output.Write(FirstStrongIsolate);
        output.Write(utf8);
        if (isIsolated) output.Write(PopDirectionalIsolate);
    }

    public static void Write(string text, IBufferWriter<byte> output)
    {
        bool isIsolated = RunsRightToLeft(text);
        if (isIsolated) output.Write(FirstStrongIsolate);
        Encoding.UTF8.GetBytes(text, output);
        if (isIsolated) output.Write(PopDirectionalIsolate);
    }

    private static bool RunsRightToLeft(ReadOnlySpan<byte> utf8)
    {
        while (true)
        {
            int plain = utf8.IndexOfAnyExceptInRange<byte>(0, 0x7F);
            if (plain < 0) return false;

            utf8 = utf8[plain..];
            Rune.DecodeFromUtf8(utf8, out var rune, out int length);
            if (RunsRightToLeft(rune)) return true;
            utf8 = utf8[length..];
        }
    }

    private static bool RunsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (RunsRightToLeft(rune)) return true;
        }

        return false;
    }

    // The characters of the classes R, AL and AN, by DerivedBidiClass.txt: the blocks that have them, with what they keep for those still to come, but for marks, which run as
    // what they stand on does, and the few signs, digits and controls in them that are of other classes.
    private static bool RunsRightToLeft(Rune rune) => IsInTheirBlocks(rune.Value) && !IsOfAnotherClass(rune.Value) && UnicodeProperties.Category(rune) != UnicodeCategory.NonSpacingMark;

    private static bool IsInTheirBlocks(int character) => character is
        (>= 0x0590 and <= 0x08FF) or 0x200F or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);

    private static bool IsOfAnotherClass(int character) => character is
        0x0606 or 0x0607 or 0x0609 or 0x060A or 0x060C or 0x060E or 0x060F or 0x066A or 0x06DE or 0x06E9 or (>= 0x06F0 and <= 0x06F9) or (>= 0x07F6 and <= 0x07F9)
        or 0xFB29 or (>= 0xFD3E and <= 0xFD4F) or (>= 0xFDCF and <= 0xFDEF) or (>= 0xFDFD and <= 0xFDFF) or 0xFEFF or 0x1091F or (>= 0x10B39 and <= 0x10B3F) or 0x10D6E or 0x1EEF0 or 0x1EEF1;
}
