using LineChat.Dialects;

namespace LineChat.Tests.Dialects;

public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("Ben", "\"Ben\"")]
    [InlineData("Ben \"the man\"", "\"Ben \\\"the man\\\"\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    [InlineData("grüße ✓ 🎈", "\"grüße ✓ 🎈\"")]
    [InlineData("\t\n\r\a\b\f\v", "\"\\t\\n\\r\\a\\b\\f\\v\"")]
    [InlineData("\u0001\u007F", "\"\\x01\\x7f\"")]
    [InlineData("\u00A0\u200B\uFEFF", "\"\\u00a0\\u200b\\ufeff\"")]
    [InlineData("\U000E0001", "\"\\U000e0001\"")]
    public void It_is_what_strconv_Quote_says(string text, string expected) => Assert.Equal(expected, QuotedText.Quote(text));
}
