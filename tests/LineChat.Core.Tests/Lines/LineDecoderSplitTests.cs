using System.Text;
using LineChat.Tests.Support;

namespace LineChat.Tests.Lines;

public sealed class LineDecoderSplitTests
{
    private const int Most = 8;

    [Theory]
    [InlineData("1234567\n", "1234567")]
    [InlineData("12345678\n", "12345678")]
    [InlineData("12345678\r\n", "12345678")]
    [InlineData("123456789\n", "12345678", "9")]
    [InlineData("1234567812345678\nnext\n", "12345678", "12345678", "next")]
    [InlineData("1234567812345678x\n\n", "12345678", "12345678", "x", "")]
    [InlineData("1234567ü\n", "1234567", "ü")]
    [InlineData("123456ü\n", "123456ü")]
    [InlineData("12345✓6789\n", "12345✓", "6789")]
    [InlineData("1234567✓6789\n", "1234567", "✓6789")]
    [InlineData("12345678\b9\n", "12345679")]
    [InlineData("123456789\bx\n", "12345678", "x")]
    public void A_long_line_is_several_none_longer_than_allowed(string typed, params string[] lines) =>
        Assert.Equal(lines.Select(line => $"Line:{line}"), Decoding.AtEverySplit(Encoding.UTF8.GetBytes(typed), Most, 1000, splits: true));

    [Fact]
    public void A_telnet_command_behind_a_full_line_makes_no_empty_one() =>
        Assert.Equal(["Line:12345678"], Decoding.AtEverySplit([.. "12345678"u8, 0xFF, 0xF1, .. "\n"u8], Most, 1000, splits: true));

    [Fact]
    public void Input_without_a_line_end_goes_on_for_ever() =>
        Assert.Equal(100, Decoding.Of([Encoding.ASCII.GetBytes(new string('x', (100 * Most) + 1))], Most, 20, splits: true).Length);

    [Fact]
    public void Control_D_leaves_only_where_a_line_begins() =>
        Assert.Equal(["Line:12345678", "Line:x"], Decoding.AtEverySplit([.. "12345678"u8, 4, .. "x\n"u8], Most, 1000, splits: true));
}
