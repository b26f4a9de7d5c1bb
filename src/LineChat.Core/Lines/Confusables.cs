using System.Runtime.CompilerServices;
using System.Text;

namespace LineChat.Lines;

/// <summary>Which texts look alike, whatever scripts they mix, by the confusables of UTS 39 (https://www.unicode.org/reports/tr39/#Confusable_Detection).</summary>
internal static partial class Confusables
{
    /// <summary>The skeleton of a well-formed text: two texts with the same one look alike. It isn't meant to be shown.</summary>
    public static string Skeleton(string text)
    {
        text = text.Normalize(NormalizationForm.FormD);
        var skeleton = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]); // it grows where that isn't enough
        int kept = 0;
        int at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            int found = Sources.BinarySearch(rune.Value);
            if (found >= 0)
            {
                var prototype = Prototypes.AsSpan(Starts[found]);
                skeleton.AppendFormatted(text.AsSpan(kept, at - kept));
                skeleton.AppendFormatted(prototype[..prototype.IndexOf('\0')]);
                kept = at + rune.Utf16SequenceLength;
            }

            at += rune.Utf16SequenceLength;
        }

        if (kept == 0) return text;
        skeleton.AppendFormatted(text.AsSpan(kept));
        return skeleton.ToStringAndClear().Normalize(NormalizationForm.FormD);
    }
}
