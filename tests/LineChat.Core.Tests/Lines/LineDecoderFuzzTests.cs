using System.Text;
using LineChat.Tests.Support;
using static LineChat.Lines.Telnet;

namespace LineChat.Tests.Lines;

public sealed class LineDecoderFuzzTests
{
    private const int MaxUnterminatedInput = 48;

    private static readonly byte[] Telling =
    [
        0, 3, 4, 8, (byte)'\t', (byte)'\n', (byte)'\r', 0x1B, 0x7F, (byte)' ', (byte)'a', (byte)'b',
        InterpretAsCommand, InterpretAsCommand, InterpretAsCommand, InterpretAsCommand, EndOfFile, Suspend, Abort, SubnegotiationEnd,
        Break, InterruptProcess, AbortOutput, AreYouThere, EraseCharacter, EraseLine, Subnegotiation, Will, Wont, Do, Dont,
        TransmitBinary, TimingMark, 1, 0xC2, 0x85, 0x9B, 0xC3, 0x83, 0xA9, 0xE0, 0xE2, 0x80, 0xA8, 0xAE, 0xE3, 0xED, 0xA0, 0xF0, 0x9F, 0x98, 0xF4, 0x90,
    ];

    private static readonly byte[][] Words = [[.. "é"u8], [.. "カ"u8], [.. "😃"u8], [.. "\u202e"u8], [.. "\u2028"u8], [.. "hello "u8], [0xC3, 255, 244]];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 16)]
    public void Whatever_comes_in_whatever_pieces_gives_the_same_safe_and_bounded_lines(int seed, int maxLineLength)
    {
        var random = new Random(seed);
        var found = new HashSet<string>();
        for (int i = 0; i < 1500; i++)
        {
            foreach (string text in Decoding.AtEverySplit(Input(random), maxLineLength, MaxUnterminatedInput))
            {
                found.Add(text.Split(':')[0]);
                if (text.StartsWith("Line:", StringComparison.Ordinal) || text.StartsWith("Long:", StringComparison.Ordinal)) IsSafeAndBounded(text[5..], maxLineLength);
            }
        }

        // Else the inputs would not be telling.
        Assert.Superset(new HashSet<string> { "Line", "Long", "Answer", "AreYouThere", "Interrupt", "InterruptLine", "Leave", "Unterminated" }, found);
    }

    private static byte[] Input(Random random)
    {
        var input = new List<byte>();
        int length = random.Next(1, 70);
        int kind = random.Next(4);
        while (input.Count < length)
        {
            switch (random.Next(8) + kind)
            {
                case <= 3: input.Add(Telling[random.Next(Telling.Length)]); break;
                case <= 5: input.AddRange(Words[random.Next(Words.Length)]); break;
                case 6: input.Add((byte)random.Next(256)); break;
                default: input.Add((byte)random.Next('a', 'z')); break;
            }
        }

        return [.. input];
    }

    // Written anew, and not taken from TextSafety: a mistake there must not hide itself.
    private static void IsSafeAndBounded(string line, int maxLength)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, maxLength);
        foreach (var rune in line.EnumerateRunes())
        {
            Assert.True(rune.Value == '\t' || !Rune.IsControl(rune), $"U+{rune.Value:X4} in a line");
            Assert.False(rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069), $"U+{rune.Value:X4} in a line");
        }
    }
}
