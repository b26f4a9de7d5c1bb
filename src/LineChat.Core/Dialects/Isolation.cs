using System.Buffers;
using System.Text;

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
            if (RunsRightToLeft(rune.Value)) return true;
            utf8 = utf8[length..];
        }
    }

    private static bool RunsRightToLeft(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (RunsRightToLeft(rune.Value)) return true;
        }

        return false;
    }

    // The blocks that have the characters of the classes R, AL and AN, by DerivedBidiClass.txt, with what they keep for those still to come.
    private static bool RunsRightToLeft(int character) => character is
        (>= 0x0590 and <= 0x08FF) or 0x200F or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
