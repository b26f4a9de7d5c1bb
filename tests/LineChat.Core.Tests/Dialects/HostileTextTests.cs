using System.Buffers;
using System.Globalization;
using System.Text;
using LineChat.Dialects;
using LineChat.Lines;
using LineChat.Tests.Support;

namespace LineChat.Tests.Dialects;

/// <summary>What a line shows on somebody else's terminal, whatever its author chose as its text and its nickname.</summary>
public sealed class HostileTextTests
{
    private readonly TemplateFormatter _formatter = new(new());

    [Fact]
    public void No_character_of_a_text_reaches_beyond_its_place_in_the_line()
    {
        foreach (var rune in AllRunes())
        {
            string line = Shown(new(ChatMessageKind.Said) { Nickname = "Ben", Text = Typed($"a{rune}b") });
            Assert.StartsWith("Ben> ", line, StringComparison.Ordinal);
            StaysOnItsLine(line, rune);
        }
    }

    [Fact]
    public void No_character_of_a_nickname_reaches_beyond_its_place_in_the_line()
    {
        var policy = new NicknamePolicy();
        foreach (var rune in AllRunes())
        {
            if (policy.Check($"a{rune}b") is not { IsAllowed: true, Nickname: var nickname }) continue;
            string line = Shown(new(ChatMessageKind.Said) { Nickname = nickname, Text = "hello"u8.ToArray() });
            Assert.EndsWith("> hello\r\n", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line[..^"> hello\r\n".Length], c => c is '>' or '<' or '[' or ']' or '*' or '+' or ' ' or '\t');
            StaysOnItsLine(line, rune);
        }
    }

    [Theory]
    [InlineData(0x05D0)] // Hebrew
    [InlineData(0x061C)] // the Arabic letter mark
    [InlineData(0x0627)] // Arabic
    [InlineData(0x0661)] // an Arabic digit
    [InlineData(0x0710)] // Syriac
    [InlineData(0x0780)] // Thaana
    [InlineData(0x07C1)] // NKo
    [InlineData(0x0840)] // Mandaic
    [InlineData(0x200F)] // the right-to-left mark
    [InlineData(0xFB1D)]
    [InlineData(0xFDFA)]
    [InlineData(0xFE80)] // presentation forms
    [InlineData(0x10A10)] // Kharoshthi
    [InlineData(0x10D00)] // Hanifi Rohingya
    [InlineData(0x1E900)] // Adlam
    [InlineData(0x1EE00)] // Arabic mathematics
    public void What_runs_from_right_to_left_is_isolated(int character) =>
        Assert.Equal($"Ben> \u2068a{new Rune(character)}b\u2069\r\n", Shown(new(ChatMessageKind.Said) { Nickname = "Ben", Text = Typed($"a{new Rune(character)}b") }));

    [Theory]
    [InlineData(0xFEFF)] // zero width no-break space, in the block of Arabic's presentation forms
    [InlineData(0x05B0)] // a mark of Hebrew
    [InlineData(0x064B)] // and of Arabic
    [InlineData(0x060C)] // Arabic's comma
    [InlineData(0x06F1)] // a digit of Persian
    [InlineData(0x066A)] // a percent sign
    [InlineData(0xFD3E)] // a parenthesis
    [InlineData(0xFDFD)] // a symbol
    [InlineData(0x1091F)] // a separator of Phoenician
    [InlineData(0x1EEF0)] // an operator
    [InlineData(0x200E)]
    [InlineData(0x0915)]
    public void What_has_another_direction_or_none_is_left_alone(int character) =>
        Assert.Equal($"Ben> a{new Rune(character)}b\r\n", Shown(new(ChatMessageKind.Said) { Nickname = "Ben", Text = Typed($"a{new Rune(character)}b") }));

    [Fact]
    public void No_bytes_of_a_text_reach_beyond_their_place_in_the_line()
    {
        var random = new Random(20_000);
        string[] pieces = ["\u001b[2J", "\u001b]0;x\a", "\r", "\b\b\b\b\b\b", "\u202E", "\u2067", "\u2069", "\u05D0", "\u0661", "\u2028", "\u009b", "*** Ben left ***", "Zoe> "];
        for (int i = 0; i < 20_000; i++)
        {
            var bytes = new List<byte>();
            for (int piece = random.Next(1, 8); piece > 0; piece--)
            {
                if (random.Next(2) == 0) bytes.AddRange(Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
                else bytes.Add((byte)random.Next(256));
            }

            foreach (string found in Decoding.Of([[.. bytes, (byte)'\n']], 4096, 16_384).Where(found => found.StartsWith("Line:", StringComparison.Ordinal)))
            {
                string line = Shown(new(ChatMessageKind.Said) { Nickname = "Ben", Text = Encoding.UTF8.GetBytes(found["Line:".Length..]) });
                Assert.StartsWith("Ben> ", line, StringComparison.Ordinal);
                StaysOnItsLine(line, new('?'));
            }
        }
    }

    private static IEnumerable<Rune> AllRunes() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));

    private static ReadOnlyMemory<byte> Typed(string text) => TextSafety.Clean(text);

    private string Shown(in ChatMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        _formatter.Format(message, output);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.WrittenSpan);
    }

    private static void StaysOnItsLine(string line, Rune because)
    {
        string name = $"U+{because.Value:X4}";
        Assert.True(line.EndsWith("\r\n", StringComparison.Ordinal), name);
        int isolates = 0;
        foreach (char c in line.AsSpan()[..^2])
        {
            Assert.False(char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator, name);
            Assert.False(char.IsControl(c) && c != '\t', name);
            Assert.False(c is (>= '\u202A' and <= '\u202E') or '\u2066' or '\u2067', name);
            if (c == '\u2068') isolates++;
            if (c == '\u2069') isolates--;
            Assert.True(isolates is 0 or 1, name);
        }

        Assert.True(isolates == 0, name);
    }
}
