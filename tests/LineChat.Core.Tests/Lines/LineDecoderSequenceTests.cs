using System.Text;
using LineChat.Tests.Support;
using static LineChat.Lines.Telnet;

namespace LineChat.Tests.Lines;

/// <summary>What keys and pastes send with an ESC or a C1 control (ECMA-48): none of it is typed.</summary>
public sealed class LineDecoderSequenceTests
{
    [Theory]
    [InlineData("\u001b[A", "")] // a cursor key
    [InlineData("a\u001b[Ab", "ab")]
    [InlineData("a\u001bOPb", "ab")] // F1
    [InlineData("a\u001bO2Pb", "ab")] // F1 with Shift, as Konsole sends it
    [InlineData("a\u001bN!b", "ab")] // single shift two
    [InlineData("a\u001b[1;5Cb", "ab")] // a cursor key with Control
    [InlineData("a\u001b[15~b", "ab")]
    [InlineData("a\u001b[[Ab", "ab")] // F1 on the Linux console
    [InlineData("a\u001b[M !!b", "ab")] // a mouse button, as xterm told it first
    [InlineData("a\u001b[<0;10;20Mb", "ab")] // and as it does now
    [InlineData("a\u001b[?1;2cb", "ab")] // what a terminal is
    [InlineData("a\u001b[2 qb", "ab")] // with an intermediate
    [InlineData("a\u001b\u001b[Ab", "ab")] // a cursor key with Alt, as PuTTY sends it
    [InlineData("a\u001bxb", "ab")] // a key with Alt
    [InlineData("a\u001b(Bb", "ab")] // a character set
    [InlineData("a\u001b%Gb", "ab")]
    [InlineData("a\u001b éb", "aéb")] // unfinished
    [InlineData("a\u001béb", "aéb")] // ESC alone
    [InlineData("\u001b", "")]
    [InlineData("\u001b[", "")]
    [InlineData("a\u001b[1", "a")]
    [InlineData("a\u001b[1éb", "aéb")]
    [InlineData("a\u001b[1\tb", "a\tb")]
    [InlineData("a\u001b[31mred\u001b[0mb", "aredb")]
    [InlineData("\u001b[200~pasted\u001b[201~", "pasted")]
    [InlineData("a\u001b]0;title\u0007b", "ab")]
    [InlineData("a\u001b]0;tïtle\u001b\\b", "ab")]
    [InlineData("a\u001b]0;title\u009cb", "ab")]
    [InlineData("a\u001b]0;Üœ✓\u009cb", "ab")] // 9C is a byte of Ü, and not the end
    [InlineData("a\u001bP1$r0m\u001b\\b", "ab")]
    [InlineData("a\u001bXstring\u001b\\b", "ab")]
    [InlineData("a\u001b^message\u001b\\b", "ab")]
    [InlineData("a\u001b_command\u001b\\b", "ab")]
    [InlineData("a\u001b]0;title", "a")] // without an end: the line's end is its own
    [InlineData("a\u001b]0;title\u001b[Ab", "ab")]
    [InlineData("a\u001b]0;title\u009b31mb", "ab")]
    [InlineData("a\u009bAb", "ab")]
    [InlineData("a\u009b31mb", "ab")]
    [InlineData("a\u008fPb", "ab")]
    [InlineData("a\u008e!b", "ab")]
    [InlineData("a\u009d0;title\u009cb", "ab")]
    [InlineData("a\u0090q\u009cb", "ab")]
    [InlineData("a\u0098q\u009cb", "ab")]
    [InlineData("a\u009eq\u009cb", "ab")]
    [InlineData("a\u009fq\u009cb", "ab")]
    [InlineData("a\u0084b\u0085c", "ab c")] // C1 controls to which nothing belongs
    [InlineData("a\u00abb", "a«b")] // begins as they do
    public void A_control_goes_with_what_belongs_to_it_and_the_next_line_is_untouched(string typed, string line) => Finds(Utf8(typed + "\r\n[A\r\n"), $"Line:{line}", "Line:[A");

    [Fact]
    public void A_byte_that_is_a_control_only_in_eight_bits_is_invalid_and_nothing_belongs_to_it() => Finds([.. "a"u8, 0x9B, .. "31mb\n"u8], "Line:a\uFFFD31mb");

    [Fact]
    public void What_erases_ends_a_sequence_and_erases_what_was_typed_before_it()
    {
        foreach (byte[] erase in (byte[][])[[0x08], [0x7F], [InterpretAsCommand, EraseCharacter]])
        {
            Finds([.. "ab\u001b[A"u8, .. erase, .. "c\n"u8], "Line:ac");
            Finds([.. "ab\u001b["u8, .. erase, .. "Ac\n"u8], "Line:aAc");
            Finds([.. "ab\u001b]0;title"u8, .. erase, .. "c\n"u8], "Line:ac");
            Finds([.. "ab\u009bA"u8, .. erase, .. "c\n"u8], "Line:ac");
        }

        foreach (byte[] erase in (byte[][])[[0x15], [InterpretAsCommand, EraseLine]])
        {
            Finds([.. "ab\u001b["u8, .. erase, .. "Ac\n"u8], "Line:Ac");
        }
    }

    [Fact]
    public void Nothing_is_typed_as_long_as_only_a_sequence_came()
    {
        Finds([.. "\u001b[A"u8, 0x04], "Leave");
        Finds([.. "\u009bA"u8, 0x04], "Leave");
        Finds([.. "\u001b["u8, 0x03], "Interrupt");
    }

    [Fact]
    public void Telnet_within_a_sequence_is_telnet()
    {
        Finds([.. "a\u001b"u8, InterpretAsCommand, 241, .. "["u8, InterpretAsCommand, Do, 1, .. "1"u8, InterpretAsCommand, AreYouThere, .. "Ab\n"u8], "Answer:FF FC 01", "AreYouThere", "Line:ab");
        Finds([.. "a\u001b]0;"u8, InterpretAsCommand, InterpretAsCommand, .. "x\u0007b\n"u8], "Line:ab");
        Finds([.. "a\u001b["u8, InterpretAsCommand, InterpretAsCommand, .. "b\n"u8], "Line:a\uFFFDb");
    }

    [Fact]
    public void A_control_is_known_when_Debians_telnet_has_made_a_command_of_it() =>
        Finds([.. "a"u8, 0xC2, InterpretAsCommand, AbortOutput, .. "Pb\n"u8], "Answer:FF FD 00", "Line:ab"); // 8F, single shift three

    [Fact]
    public void A_sequence_has_no_bound_but_that_of_unterminated_input_and_adds_nothing_to_its_line()
    {
        byte[] most = [.. "ab\u001b]"u8, .. Enumerable.Repeat((byte)'x', 60)];
        Assert.Equal(["Line:ab"], Decoding.AtEverySplit([.. most, (byte)'\n'], 4, 64));
        Assert.Equal(["Unterminated"], Decoding.AtEverySplit([.. most, (byte)'x'], 4, 64));
    }

    [Fact]
    public void A_sequence_splits_no_line() =>
        Assert.Equal(["Line:12345678", "Line:9"], Decoding.AtEverySplit([.. "1234567\u001b[A8\u001b[B\u009bC9\n"u8], 8, 1000, splits: true));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static void Finds(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed));
}
