using System.Buffers;
using System.Globalization;
using System.Text;
using LineChat.Dialects;

namespace LineChat.Tests.Dialects;

public sealed class TemplateTests
{
    private static readonly ChatMessage Message = new(ChatMessageKind.Said)
    {
        Nickname = "Zoë",
        Other = "Ben",
        Text = "hello ✓"u8.ToArray(),
        Nicknames = ["Ben", "Zoë"],
        Count = 2,
        Number = 7,
    };

    [Theory]
    [InlineData("", "")]
    [InlineData("plain ✓", "plain ✓")]
    [InlineData("{nick}", "Zoë")]
    [InlineData("{other}", "Ben")]
    [InlineData("{text}", "hello ✓")]
    [InlineData("{names}", "Ben, Zoë")]
    [InlineData("{count}", "2")]
    [InlineData("{number}", "7")]
    [InlineData("{nick:q} {other:q}", "\"Zoë\" \"Ben\"")]
    [InlineData("<{nick}{other}> {text}!", "<ZoëBen> hello ✓!")]
    [InlineData("{nick}{nick}", "ZoëZoë")]
    [InlineData("{{nick}}", "{nick}")]
    [InlineData("{{{nick}}}", "{Zoë}")]
    [InlineData("{{", "{")]
    [InlineData("a}}b{{c", "a}b{c")]
    public void What_is_in_braces_is_filled_in(string source, string expected) => Assert.Equal(expected, Written(source, Message));

    [Theory]
    [InlineData("{nick}> {text}", "\u2068\u05D3\u05D5\u05D3\u2069> \u2068\u0634\u0643\u0631\u0627 1\u2069")]
    [InlineData("{nick:q} {other} {other:q}", "\u2068\"\u05D3\u05D5\u05D3\"\u2069 Zo\u00EB \"Zo\u00EB\"")]
    [InlineData("{names}", "Ben, \u2068\u05D3\u05D5\u05D3\u2069")]
    public void What_runs_from_right_to_left_is_isolated_and_the_rest_is_left_alone(string source, string expected) =>
        Assert.Equal(expected, Written(source, new(ChatMessageKind.Said)
        {
            Nickname = "\u05D3\u05D5\u05D3", // Hebrew
            Other = "Zo\u00EB",
            Text = Encoding.UTF8.GetBytes("\u0634\u0643\u0631\u0627 1"), // Arabic
            Nicknames = ["Ben", "\u05D3\u05D5\u05D3"],
            Count = 2,
        }));

    [Fact]
    public void What_is_filled_in_is_no_template_itself() => Assert.Equal("{nick}", Written("{text}", Message with { Text = "{nick}"u8.ToArray() }));

    [Fact]
    public void The_line_end_stands_behind_the_text_as_it_is()
    {
        var output = new ArrayBufferWriter<byte>();
        Template.Parse("{nick}", "\r\n").Write(Message, output);
        Assert.Equal("Zoë\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1204, "1,204")]
    [InlineData(1_234_567, "1,234,567")]
    public void Counts_are_grouped(long count, string expected)
    {
        Assert.Equal(expected, Written("{count}", Message with { Count = count }));
        Assert.Equal(expected.Replace(",", "", StringComparison.Ordinal), Written("{count:d}", Message with { Count = count }));
    }

    [Fact]
    public void Counts_are_written_the_same_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("1,204 Ben, Zoë and 1,202 more", Written("{count} {names}", Message with { Count = 1204 }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(2, "Ben, Zoë")]
    [InlineData(3, "Ben, Zoë and 1 more")]
    [InlineData(14, "Ben, Zoë and 12 more")]
    public void Who_is_not_named_is_counted(long count, string expected) => Assert.Equal(expected, Written("{names}", Message with { Count = count }));

    [Theory]
    [InlineData("{nik} left", "{nik} in \"{nik} left\" is no placeholder; there are {nick}, {nick:q}, {other}, {other:q}, {text}, {names}, {count}, {count:d}, {number}, {room}, and {{ is a brace")]
    [InlineData("{Nick}", "{Nick} in \"{Nick}\" is no placeholder; there are {nick}, {nick:q}, {other}, {other:q}, {text}, {names}, {count}, {count:d}, {number}, {room}, and {{ is a brace")]
    [InlineData("{}", "{} in \"{}\" is no placeholder; there are {nick}, {nick:q}, {other}, {other:q}, {text}, {names}, {count}, {count:d}, {number}, {room}, and {{ is a brace")]
    [InlineData("hi {nick", "{nick in \"hi {nick\" is no placeholder; there are {nick}, {nick:q}, {other}, {other:q}, {text}, {names}, {count}, {count:d}, {number}, {room}, and {{ is a brace")]
    [InlineData("hi {", "{ in \"hi {\" is no placeholder; there are {nick}, {nick:q}, {other}, {other:q}, {text}, {names}, {count}, {count:d}, {number}, {room}, and {{ is a brace")]
    [InlineData("{nick}}", "there is a } without its { in \"{nick}}\"; write }} for a brace")]
    [InlineData("a } b", "there is a } without its { in \"a } b\"; write }} for a brace")]
    public void A_wrong_brace_is_named(string source, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Template.Parse(source)).Message);

    private static string Written(string source, ChatMessage message)
    {
        var output = new ArrayBufferWriter<byte>();
        Template.Parse(source, list: new NameList(new ChatDialect())).Write(message, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
