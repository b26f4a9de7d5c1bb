using System.Text;
using LineChat.Tests.Support;

namespace LineChat.Tests.Lines;

public sealed class LineDecoderTests
{
    private const int Small = 16;

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("hello\n")]
    [InlineData("hello\r\0")]
    [InlineData("hello\r")]
    public void Each_line_end_ends_one_line(string typed) => Finds(Latin1(typed), "Line:hello");

    [Fact]
    public void A_lone_CR_ends_a_line() => Finds([.. "one\rtwo\r"u8], "Line:one", "Line:two");

    [Fact]
    public void Line_ends_can_be_mixed() => Finds([.. "a\r\nb\nc\r\0d\re\n"u8], "Line:a", "Line:b", "Line:c", "Line:d", "Line:e");

    [Theory]
    [InlineData("\n\n", 2)]
    [InlineData("\r\r", 2)]
    [InlineData("\r\n\r\n", 2)]
    [InlineData("\r\0\r\0", 2)]
    [InlineData("\n\r", 2)]
    [InlineData("\r\n\n", 2)]
    [InlineData("\r\n\r", 2)]
    public void Empty_lines_are_lines(string typed, int lines) => Finds(Latin1(typed), [.. Enumerable.Repeat("Line:", lines)]);

    [Fact]
    public void A_line_without_its_end_is_not_a_line_yet() => Finds([.. "hello"u8]);

    [Fact]
    public void Only_the_first_NUL_after_a_CR_belongs_to_the_line_end_and_others_are_removed() => Finds([.. "a\r\0\0b\0c\n"u8], "Line:a", "Line:bc");

    [Theory]
    [InlineData(0x08)]
    [InlineData(0x7F)]
    public void Backspace_and_delete_erase_a_character(byte erase)
    {
        Finds([.. "helpo"u8, erase, erase, .. "lo\n"u8], "Line:hello");
        Finds([erase, .. "a"u8, erase, erase, .. "b\n"u8], "Line:b");
        Finds([.. "one\n"u8, erase, .. "two\n"u8], "Line:one", "Line:two");
    }

    [Theory]
    [InlineData("é")]
    [InlineData("カ")]
    [InlineData("😃")]
    public void Erasing_takes_all_bytes_of_a_character(string character)
    {
        Finds([.. "a"u8, .. Utf8(character), 0x08, .. "b\n"u8], "Line:ab");
        Finds([.. Utf8(character), .. Utf8(character), 0x7F, .. "\n"u8], $"Line:{character}");
        Finds([.. Utf8(character), 0x7F, .. "\n"u8], "Line:");
    }

    [Fact]
    public void Erasing_goes_back_into_a_line_that_was_too_long()
    {
        byte[] full = Latin1(new('a', Small));
        FindsInSmall([.. full, .. "b"u8, 0x08, .. "\n"u8], $"Line:{new string('a', Small)}");
        FindsInSmall([.. full, .. "bc"u8, 0x08, .. "\n"u8], $"Long:{new string('a', Small)}");
        FindsInSmall([.. full, .. "bc"u8, 0x08, 0x08, 0x08, .. "d\n"u8], $"Line:{new string('a', Small - 1)}d");
        FindsInSmall([.. full, .. "é"u8, 0x08, 0x08, .. "d\n"u8], $"Line:{new string('a', Small - 1)}d");
    }

    [Fact]
    public void Erasing_counts_the_character_at_which_a_line_was_cut()
    {
        byte[] almostFull = Latin1(new('a', Small - 1));
        FindsInSmall([.. almostFull, .. "éb"u8, 0x08, .. "\n"u8], $"Long:{new string('a', Small - 1)}");
        FindsInSmall([.. almostFull, .. "éb"u8, 0x08, 0x08, .. "\n"u8], $"Line:{new string('a', Small - 1)}");
        FindsInSmall([.. almostFull, .. "éb"u8, 0x08, 0x08, 0x08, .. "\n"u8], $"Line:{new string('a', Small - 2)}");
    }

    [Fact]
    public void Control_D_on_an_empty_line_leaves()
    {
        Finds([0x04], "Leave");
        Finds([.. "bye\r"u8, 0x04], "Line:bye", "Leave");
        Finds([.. "bye\r\n"u8, 0x04], "Line:bye", "Leave");
        Finds([.. "b"u8, 0x08, 0x04], "Leave");
    }

    [Fact]
    public void Control_D_within_a_line_is_dropped() => Finds([.. "a"u8, 0x04, .. "b"u8, 0x04, .. "\n"u8], "Line:ab");

    [Fact]
    public void Control_D_behind_nothing_but_a_blank_is_dropped() => Finds([.. " "u8, 0x04, .. "\n"u8], "Line: ");

    [Fact]
    public void Control_C_erases_what_was_typed_and_is_told()
    {
        Finds([0x03], "Interrupt");
        Finds([.. "one\r"u8, 0x03, .. "two\n"u8], "Line:one", "Interrupt", "Line:two");
        Finds([.. "half a line"u8, 0x03, .. "a\n"u8], "InterruptLine", "Line:a");
        Finds([.. "b"u8, 0x08, 0x03], "Interrupt");
        FindsInSmall([.. "a line that is too long"u8, 0x03, .. "a\n"u8], "InterruptLine", "Line:a");
    }

    [Fact]
    public void Control_C_counts_as_unterminated_input_and_does_not_begin_the_count_again()
    {
        byte[] most = [.. Latin1(new('a', 63)), 0x03];
        FindsInSmall(most, "InterruptLine");
        FindsInSmall([.. most, (byte)'a'], "InterruptLine", "Unterminated");
        FindsInSmall([.. most, 0x03], "InterruptLine", "Unterminated");
    }

    [Fact]
    public void A_byte_order_mark_before_everything_else_is_dropped()
    {
        Finds([0xEF, 0xBB, 0xBF, 0x42, 0x65, 0x6E, 0x0D, 0x0A], "Line:Ben");
        Finds([0xEF, 0xBB, 0xBF, .. "\n"u8], "Line:");
        Finds([0xEF, 0xBB, 0xBF, 0x04], "Leave");
        Finds([0xFF, 0xFD, 0x01, 0xEF, 0xFF, 0xFB, 0x01, 0xBB, 0xBF, .. "Ben\n"u8], "Answer:FF FC 01", "Answer:FF FE 01", "Line:Ben");
        Finds([0xEF, 0xBB, 0xBF, .. "Bem"u8, 0x08, .. "n\n"u8], "Line:Ben");
        FindsInSmall([0xEF, 0xBB, 0xBF, .. Latin1(new('a', Small)), .. "\n"u8], $"Line:{new string('a', Small)}");
        Assert.Equal(["Line:12345678", "Line:9"], Decoding.AtEverySplit([0xEF, 0xBB, 0xBF, .. "123456789\n"u8], 8, 1000, splits: true));
    }

    [Fact]
    public void Only_a_whole_byte_order_mark_is_dropped_and_only_before_everything_else()
    {
        Finds([0xEF, .. "\n"u8], "Line:\uFFFD");
        Finds([0xEF, 0xBB, .. "\n"u8], "Line:\uFFFD");
        Finds([0xEF, 0xBB, .. "Ben\n"u8], "Line:\uFFFDBen");
        Finds([0xEF, 0xBB, 0xBE, .. "\n"u8], "Line:\uFEFE"); // a letter next to it
        Finds([.. "\uFEFF\uFEFFBen\n"u8], "Line:\uFEFFBen");
        Finds([.. "Ben\n\uFEFFa\uFEFFb\n"u8], "Line:Ben", "Line:\uFEFFa\uFEFFb");
        Finds([.. "\n\uFEFF\n"u8], "Line:", "Line:\uFEFF");
    }

    [Fact]
    public void A_line_of_the_greatest_length_is_whole_and_one_byte_more_is_cut()
    {
        FindsInSmall(Latin1(new string('a', Small) + "\n"), $"Line:{new string('a', Small)}");
        FindsInSmall(Latin1(new string('a', Small) + "b\nc\n"), $"Long:{new string('a', Small)}", "Line:c");
    }

    [Theory]
    [InlineData("é", 1)]
    [InlineData("カ", 1)]
    [InlineData("カ", 2)]
    [InlineData("😃", 1)]
    [InlineData("😃", 2)]
    [InlineData("😃", 3)]
    public void A_line_is_cut_at_a_whole_character(string character, int bytesThatFit)
    {
        string begin = new('a', Small - bytesThatFit);
        FindsInSmall(Utf8(begin + character + "tail\n"), $"Long:{begin}");
        FindsInSmall(Utf8(begin + character + "\n"), $"Long:{begin}");
    }

    [Fact]
    public void A_character_that_fills_a_line_is_kept()
    {
        string line = new string('a', Small - 4) + "😃";
        FindsInSmall(Utf8(line + "\n"), $"Line:{line}");
        FindsInSmall(Utf8(line + "é\n"), $"Long:{line}");
    }

    [Theory]
    [InlineData("Line:")]
    [InlineData("Unterminated", (byte)'b')]
    public void As_many_bytes_without_a_line_end_as_allowed_are_read_and_not_one_more(string found, params byte[] more)
    {
        byte[] typed = [.. Latin1(new('a', 64)), .. more, (byte)'\n'];
        string[] expected = found == "Line:" ? [$"Long:{new string('a', Small)}"] : [found];
        FindsInSmall(typed, expected);
    }

    [Fact]
    public void A_line_end_begins_the_count_of_unterminated_bytes_again() =>
        FindsInSmall([.. Latin1(new('a', 64)), .. "\n"u8, .. Latin1(new('a', 65))], $"Long:{new string('a', Small)}", "Unterminated");

    [Fact]
    public void What_is_erased_or_dropped_counts_as_unterminated_input()
    {
        FindsInSmall([.. Enumerable.Repeat<byte[]>([(byte)'a', 0x08], 32).SelectMany(pair => pair)]);
        FindsInSmall([.. Enumerable.Repeat<byte[]>([(byte)'a', 0x08], 32).SelectMany(pair => pair), (byte)'a'], "Unterminated");
        FindsInSmall([(byte)'a', .. Enumerable.Repeat<byte>(0x04, 63)]);
        FindsInSmall([(byte)'a', .. Enumerable.Repeat<byte>(0x04, 64)], "Unterminated");
    }

    [Fact]
    public void By_default_a_line_has_4096_bytes_and_16384_may_come_without_an_end()
    {
        byte[] most = Latin1(new('a', 16_384));
        Assert.Equal([$"Long:{new string('a', 4096)}"], Decode([.. most, (byte)'\n']));
        Assert.Equal(["Unterminated"], Decode([.. most, (byte)'a']));
        Assert.Equal([$"Line:{new string('a', 4096)}"], Decode([.. most[..4096], (byte)'\n']));

        static string[] Decode(byte[] typed)
        {
            using var decoder = new LineCodec().CreateDecoder();
            var found = decoder.Read(typed, out _);
            return found == LineEvent.UnterminatedInput ? ["Unterminated"] : [$"{(found == LineEvent.Line ? "Line" : "Long")}:{Encoding.UTF8.GetString(decoder.Line.Span)}"];
        }
    }

    [Fact]
    public void Invalid_UTF8_becomes_one_replacement_for_each_maximal_part()
    {
        Finds([.. "a"u8, 0xC3, .. "b\n"u8], "Line:a\uFFFDb"); // unfinished
        Finds([.. "a"u8, 0x80, .. "b\n"u8], "Line:a\uFFFDb"); // stray continuation
        Finds([.. "a"u8, 0xC0, 0xAF, .. "b\n"u8], "Line:a\uFFFD\uFFFDb"); // overlong
        Finds([.. "a"u8, 0xED, 0xA0, 0x80, .. "b\n"u8], "Line:a\uFFFD\uFFFD\uFFFDb"); // surrogate
        Finds([.. "a"u8, 0xF0, 0x9F, 0x98, .. "b\n"u8], "Line:a\uFFFDb"); // truncated, one part
        Finds([.. "a"u8, 0xE3, 0x82, .. "\n"u8], "Line:a\uFFFD");
    }

    [Fact]
    public void A_line_never_grows_beyond_its_bound_when_the_invalid_is_replaced()
    {
        FindsInSmall([.. Enumerable.Repeat<byte>(0x80, 5), (byte)'\n'], $"Line:{new string('\uFFFD', 5)}");
        FindsInSmall([.. Enumerable.Repeat<byte>(0x80, 6), (byte)'\n'], $"Long:{new string('\uFFFD', 5)}");
        FindsInSmall([.. Enumerable.Repeat<byte>(0x80, Small), (byte)'\n'], $"Long:{new string('\uFFFD', 5)}");
    }

    [Fact]
    public void Controls_and_what_reorders_text_are_removed()
    {
        Finds(Utf8("\u001b[2Ja\u0007b\u009b31mc\n"), "Line:abc");
        Finds(Utf8("a\u202eb\u202cc\u2066d\u2069e\n"), "Line:abcde");
        Finds(Utf8("a\tb\n"), "Line:a\tb");
    }

    [Fact]
    public void Breaks_that_are_no_line_ends_become_spaces() => Finds(Utf8("a\u2028b\u2029c\u0085d\n"), "Line:a b c d");

    [Fact]
    public void The_line_is_gone_with_the_next_read()
    {
        using var decoder = new LineCodec().CreateDecoder();
        Assert.Equal(LineEvent.Line, decoder.Read("one\n"u8, out _));
        Assert.Equal("one"u8, decoder.Line.Span);
        Assert.Equal(LineEvent.NeedMore, decoder.Read([], out _));
        Assert.True(decoder.Line.IsEmpty);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void A_codec_refuses_bounds_that_are_too_small(int maxLineLength, int maxUnterminatedInput) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineCodec(maxLineLength, maxUnterminatedInput));

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void Finds(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed));

    private static void FindsInSmall(byte[] typed, params string[] events) =>
        Assert.Equal(events, Decoding.AtEverySplit(typed, maxLineLength: Small, maxUnterminatedInput: 64));
}
