using System.Text;
using LineChat.Tests.Support;
using static LineChat.Lines.Telnet;

namespace LineChat.Tests.Lines;

public sealed class LineDecoderErasingTests
{
    private const byte Backspace = 0x08;
    private const byte ControlU = 0x15;
    private const byte ControlW = 0x17;

    private static readonly byte[][] Ways = [[Backspace], [0x7F], [InterpretAsCommand, EraseCharacter]];

    [Theory]
    [InlineData("é")]
    [InlineData("e\u0301")]
    [InlineData("カ")]
    [InlineData("😃")]
    [InlineData("👍🏽")]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("👩🏽‍❤️‍💋‍👨🏿")]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿")]
    [InlineData("🇩🇪")]
    [InlineData("1️⃣")]
    [InlineData("각")]
    [InlineData("\u1100\u1161\u11A8")]
    [InlineData("နို့")]
    [InlineData("กำ")]
    public void What_a_person_sees_as_one_character_is_erased_at_once(string character)
    {
        foreach (byte[] erase in Ways)
        {
            Finds([.. "a"u8, .. Utf8(character), .. erase, .. "b\n"u8], "Line:ab");
            Finds([.. Utf8(character), .. Utf8(character), .. erase, .. "\n"u8], $"Line:{character}");
            Finds([.. Utf8($"a {character}"), .. erase, .. erase, .. erase, .. erase, .. "b\n"u8], "Line:b");
        }
    }

    [Fact]
    public void Where_bytes_are_invalid_one_is_erased()
    {
        foreach (byte[] erase in Ways)
        {
            Finds([.. "Gr"u8, 0x81, .. erase, .. "X\n"u8], "Line:GrX"); // ü in code page 850
            Finds([.. "Gr"u8, 0xFC, .. erase, .. "X\n"u8], "Line:GrX"); // and in 1252
            Finds([.. "Gr"u8, 0xE9, 0xE8, .. erase, .. erase, .. "X\n"u8], "Line:GrX");
            Finds([.. "Gr"u8, 0x81, 0x82, 0x83, 0x84, 0x85, .. erase, .. erase, .. erase, .. erase, .. erase, .. "X\n"u8], "Line:GrX");
            Finds([.. "é"u8, 0x81, .. erase, .. "X\n"u8], "Line:éX");
            Finds([0x81, .. "e\u0301"u8, .. erase, .. "X\n"u8], "Line:\uFFFDX");
        }
    }

    [Fact]
    public void What_nobody_would_see_is_erased_with_the_character_before_it()
    {
        Finds([.. "abc\0\u0007\u0084\u202E"u8, Backspace, .. "\n"u8], "Line:ab");
        Finds([.. "\0\u2066"u8, Backspace, 0x04], "Leave");
    }

    [Fact]
    public void Characters_beyond_the_longest_line_are_erased_one_by_one_too()
    {
        foreach (byte[] erase in Ways)
        {
            FindsInEight([.. Utf8("1234567👨‍👩‍👧‍👦"), .. erase, .. "8\n"u8], "Line:12345678");
            FindsInEight([.. Utf8("12345678e\u0301🇩🇪"), .. erase, .. "\n"u8], "Long:12345678");
            FindsInEight([.. Utf8("12345678e\u0301🇩🇪"), .. erase, .. erase, .. "\n"u8], "Line:12345678");
            FindsInEight([.. Utf8("12345678e\u0301🇩🇪"), .. erase, .. erase, .. erase, .. "x\n"u8], "Line:1234567x");
            FindsInEight([.. "12345678"u8, 0x81, 0x81, .. erase, .. erase, .. "\n"u8], "Line:12345678");
        }
    }

    [Fact]
    public void A_line_is_as_long_as_what_is_left_of_it() => FindsInEight([.. Utf8("\u202E\u202E\u202E12345678\n")], "Line:12345678");

    [Fact]
    public void Under_a_tower_of_marks_pieces_of_128_bytes_are_erased()
    {
        byte[] tower = Utf8("a" + new string('\u0301', 100)); // 201 bytes
        Finds([.. tower, Backspace, .. "\n"u8], $"Line:a{new string('\u0301', 36)}");
        Finds([.. tower, Backspace, Backspace, .. "\n"u8], "Line:");
    }

    [Fact]
    public void Sixteen_kilobytes_of_marks_are_erased_one_key_after_another()
    {
        byte[] typed = [.. Utf8(new string('\u0301', 5400)), .. Enumerable.Repeat(Backspace, 5400), .. "a\n"u8];
        Assert.Equal(["Line:a"], Decoding.Of([typed], 4096, 16_384));
        Assert.Equal(["Line:a"], Decoding.Of(typed.Chunk(1), 4096, 16_384));
    }

    [Fact]
    public void Control_U_erases_the_line()
    {
        Finds([.. "one two"u8, ControlU, .. "three\n"u8], "Line:three");
        Finds([ControlU, .. "a\n"u8, ControlU, .. "b\n"u8], "Line:a", "Line:b");
        Finds([.. "a"u8, ControlU, 0x04], "Leave");
        FindsInEight([.. "a line that is too long"u8, ControlU, .. "b\n"u8], "Line:b");
    }

    [Theory]
    [InlineData("one two", "one ")]
    [InlineData("one two \t ", "one ")]
    [InlineData("one", "")]
    [InlineData("  one", "  ")]
    [InlineData("   ", "")]
    [InlineData("", "")]
    [InlineData("one zwölf-👍🏽", "one ")]
    [InlineData("one\ttwo", "one\t")]
    public void Control_W_erases_the_last_word_and_the_blanks_after_it(string typed, string left) => Finds([.. Utf8(typed), ControlW, .. "x\n"u8], $"Line:{left}x");

    [Fact]
    public void Control_W_erases_words_beyond_the_longest_line_too()
    {
        FindsInEight([.. "1234567 too long"u8, ControlW, .. "\n"u8], "Long:1234567 ");
        FindsInEight([.. "1234567 too long"u8, ControlW, ControlW, .. "\n"u8], "Line:1234567 ");
    }

    [Fact]
    public void Keys_that_erase_count_as_unterminated_input()
    {
        foreach (byte key in (byte[])[ControlU, ControlW, Backspace])
        {
            byte[] most = [.. Enumerable.Repeat<byte[]>([(byte)'a', key], 32).SelectMany(pair => pair)];
            Assert.Equal([], Decoding.AtEverySplit(most, 16, 64));
            Assert.Equal(["Unterminated"], Decoding.AtEverySplit([.. most, key], 16, 64));
        }
    }

    [Fact]
    public void Bytes_that_erasing_makes_neighbours_are_the_control_that_they_are() =>
        Finds([0xC2, (byte)'a', Backspace, 0x9B, .. "31mb\n"u8], "Line:b");

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void Finds(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed));

    private static void FindsInEight(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed, maxLineLength: 8, maxUnterminatedInput: 64));
}
