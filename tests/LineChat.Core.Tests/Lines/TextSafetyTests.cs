using System.Text;
using LineChat.Lines;

namespace LineChat.Tests.Lines;

public sealed class TextSafetyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain ASCII ~!\t{}")]
    [InlineData("für カタカナ ✓ 😃 العربية עברית")]
    [InlineData("\uFFFD")]
    [InlineData("e\u0301")]
    public void Text_that_is_safe_stays_the_same_memory(string text)
    {
        ReadOnlyMemory<byte> utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(TextSafety.IsSafe(utf8.Span));
        Assert.True(TextSafety.Clean(utf8).Equals(utf8));
    }

    [Fact]
    public void Every_control_is_removed_but_TAB_and_the_line_breaks_become_spaces()
    {
        for (int c = 0; c < 0xA0; c++)
        {
            string expected = c switch
            {
                '\t' => "a\té",
                '\n' or 0x85 => "a é",
                0x90 or 0x98 or >= 0x9D => "a", // begin a string, to which the letter belongs
                < 0x20 or >= 0x7F => "aé",
                _ => $"a{(char)c}é",
            };
            Cleans($"a{(char)c}é", expected);
        }
    }

    [Theory]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void A_line_or_paragraph_separator_becomes_a_space(char separator) => Cleans($"a{separator}b", "a b");

    [Fact]
    public void Bidirectional_overrides_embeddings_and_isolates_are_removed_and_their_neighbours_stay()
    {
        for (char c = '\u202A'; c <= '\u202E'; c++) Cleans($"a{c}b", "ab");
        for (char c = '\u2066'; c <= '\u2069'; c++) Cleans($"a{c}b", "ab");
        foreach (char c in "\u2027\u202F\u2065\u206A\u00A0") Cleans($"a{c}b", $"a{c}b");
    }

    [Theory]
    [InlineData("a\u001b[31mred\u001b[0m b", "ared b")]
    [InlineData("a\u009b31mred\u009b0m b", "ared b")]
    [InlineData("a\u001b]0;title\u0007b\u001bPq\u001b\\c\u009dx\u009cd", "abcd")]
    [InlineData("a\u001b[", "a")]
    [InlineData("a\u001b[1\nb", "a b")]
    [InlineData("a\u001b]0;title\n*** Ben left ***", "a *** Ben left ***")]
    [InlineData("a\u001b\u001b[Ab", "ab")]
    public void A_control_is_removed_with_what_belongs_to_it(string text, string expected) => Cleans(text, expected);

    [Fact]
    public void A_line_break_cannot_forge_a_line() => Cleans("hello\r\n*** Ben left ***", "hello *** Ben left ***");

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement() => Assert.Equal("a\uFFFDb", Encoding.UTF8.GetString(TextSafety.Clean("a\uD800b").Span));

    [Fact]
    public void Invalid_bytes_are_no_safe_text_and_become_replacements()
    {
        byte[] utf8 = [.. "a"u8, 0xFF, 0xFE, .. "b"u8, 0xE3, 0x82];
        Assert.False(TextSafety.IsSafe(utf8));
        Assert.Equal("a\uFFFD\uFFFDb\uFFFD", Encoding.UTF8.GetString(TextSafety.Clean(utf8).Span));
    }

    [Fact]
    public void What_is_cleaned_is_safe_and_no_longer_than_promised()
    {
        byte[] utf8 = [.. Enumerable.Range(0, 256).Select(b => (byte)b), .. Enumerable.Repeat<byte>(0xFF, 50)];
        byte[] destination = new byte[utf8.Length * TextSafety.MaxGrowth];
        int length = TextSafety.WriteClean(utf8, destination);
        Assert.True(TextSafety.IsSafe(destination.AsSpan(0, length)));
        Assert.Equal(destination[..length], TextSafety.Clean(utf8).ToArray());
    }

    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("abc", 3, 3)]
    [InlineData("abc", 9, 3)]
    [InlineData("aé", 2, 1)]
    [InlineData("aé", 3, 3)]
    [InlineData("é", 1, 0)]
    [InlineData("a😃b", 4, 1)]
    [InlineData("a😃b", 5, 5)]
    [InlineData("", 0, 0)]
    public void Whole_characters_are_counted_in_bytes(string text, int most, int length) =>
        Assert.Equal(length, TextSafety.LengthOfWholeCharacters(Encoding.UTF8.GetBytes(text), most));

    private static void Cleans(string text, string expected)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.Equal(text == expected, TextSafety.IsSafe(utf8));
        Assert.Equal(expected, Encoding.UTF8.GetString(TextSafety.Clean(utf8).Span));
        Assert.Equal(expected, Encoding.UTF8.GetString(TextSafety.Clean(text).Span));
    }
}
