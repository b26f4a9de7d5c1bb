using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace LineChat.Fuzz;

/// <summary>A naive reading of one line that is edited while it is typed.</summary>
internal sealed class Editing
{
    private const int MaxLookBack = 128;

    public Editing(ReadOnlySpan<byte> typed)
    {
        // Sequences end at the next control, so that no key is a part of one.
        var line = new List<byte>();
        bool isBeginning = true;
        foreach (byte b in SafeText.WithoutSequences(typed))
        {
            switch (b)
            {
                case 0x08 or 0x7F:
                    while (line.Count > 0 && !EraseLast(line))
                    {
                    }

                    break;

                case 0x03 or 0x15:
                    line.Clear();
                    break;

                case 0x04:
                    break;

                case 0x17:
                    while (line.Count > 0 && IsBlank(line[^1])) line.RemoveAt(line.Count - 1);
                    while (line.Count > 0 && !IsBlank(line[^1])) line.RemoveAt(line.Count - 1);
                    break;

                case >= 0x80 and <= 0x9F when line is [.., 0xC2]:
                    return; // erasing has joined what may be a C1 control

                default:
                    line.Add(b);
                    if (isBeginning && line is [0xEF, 0xBB, 0xBF]) line.Clear(); // a byte order mark
                    isBeginning &= line is [0xEF] or [0xEF, 0xBB];
                    break;
            }
        }

        Line = [.. line];
    }

    /// <summary>What is left; null if it is too hard to say.</summary>
    public byte[]? Line { get; }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    /// <returns>Whether what was erased would have been seen.</returns>
    private static bool EraseLast(List<byte> line)
    {
        byte[] bytes = [.. line];
        int valid = Enumerable.Range(0, Math.Min(MaxLookBack, bytes.Length) + 1).Last(length => Utf8.IsValid(bytes.AsSpan(bytes.Length - length)));
        string text = Encoding.UTF8.GetString(bytes.AsSpan(bytes.Length - valid));
        string last = valid == 0 ? "" : text[StringInfo.ParseCombiningCharacters(text)[^1]..];
        line.RemoveRange(bytes.Length - Math.Max(1, Encoding.UTF8.GetByteCount(last)), Math.Max(1, Encoding.UTF8.GetByteCount(last)));
        return valid == 0 || SafeText.Clean(last).Length > 0;
    }
}
