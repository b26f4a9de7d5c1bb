using System.Buffers;
using System.Text;

namespace LineChat.Lines;

/// <summary>Which texts look alike, whatever scripts they mix, by the confusables of UTS 39 (https://www.unicode.org/reports/tr39/#Confusable_Detection).</summary>
internal static partial class Confusables
{
    /// <summary>The skeleton of a well-formed text: two texts with the same one look alike. It isn't meant to be shown.</summary>
    public static string Skeleton(string text)
    {
        var skeleton = new ArrayBufferWriter<char>(text.Length * 2);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            int at = Sources.BinarySearch(rune.Value);
            if (at < 0)
            {
                skeleton.Advance(rune.EncodeToUtf16(skeleton.GetSpan(2)));
                continue;
            }

            var prototype = Prototypes.AsSpan(Starts[at]);
            skeleton.Write(prototype[..prototype.IndexOf('\0')]);
        }

        return skeleton.WrittenSpan.ToString().Normalize(NormalizationForm.FormD);
    }
}
