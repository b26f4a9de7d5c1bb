using System.Runtime.InteropServices;
using LineChat.Lines;

namespace LineChat.Fuzz;

/// <summary>The rule of what may reach a terminal: the input as UTF-8, and as UTF-16 too.</summary>
internal static class TextTarget
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        byte[] text = input.ToArray();
        byte[] clean = TextSafety.Clean(text).ToArray();
        Invariant.Holds(clean.AsSpan().SequenceEqual(SafeText.Clean(text)), "It is cleaned as it is naively.");
        IsClean(clean);
        Invariant.Holds(TextSafety.IsSafe(text) == text.AsSpan().SequenceEqual(clean), "What is safe is not changed, and nothing else.");

        byte[] written = new byte[TextSafety.MaxGrowth * text.Length];
        int length = TextSafety.WriteClean(text, written);
        Invariant.Holds(written.AsSpan(0, length).SequenceEqual(clean), "It is written as it is returned.");

        int most = text.Length == 0 ? 0 : text[0];
        int whole = TextSafety.LengthOfWholeCharacters(clean, most);
        Invariant.Holds(whole <= most && whole >= Math.Min(most, clean.Length) - 3 && SafeText.IsSafe(clean.AsSpan(0, whole)), "It is cut at a whole character.");

        string utf16 = new(MemoryMarshal.Cast<byte, char>(input));
        byte[] fromString = TextSafety.Clean(utf16).ToArray();
        Invariant.Holds(fromString.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(SafeText.Clean(utf16))), "A string is cleaned as it is naively.");
        IsClean(fromString);
    }

    private static void IsClean(byte[] clean)
    {
        Invariant.Holds(SafeText.IsSafe(clean), "What is clean is safe to show.");
        Invariant.Holds(TextSafety.IsSafe(clean), "What is clean is safe.");
        Invariant.Holds(TextSafety.Clean(clean).Span.SequenceEqual(clean), "What is clean stays as it is.");
    }
}
