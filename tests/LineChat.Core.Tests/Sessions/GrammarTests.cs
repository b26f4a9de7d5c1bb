using System.Text;
using LineChat.Sessions;

namespace LineChat.Tests.Sessions;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("hello", TypedKind.Text, "hello")]
    [InlineData("", TypedKind.Text, "")]
    [InlineData("/who", TypedKind.Command, "who")]
    [InlineData("/", TypedKind.Command, "")]
    [InlineData("//slash", TypedKind.Text, "/slash")]
    public void By_default_a_slash_makes_a_command(string line, object kind, string text) => Means(new(), line, (TypedKind)kind, text);

    [Theory]
    [InlineData(" /who", TypedKind.Command, "who")]
    [InlineData("\t  /who", TypedKind.Command, "who")]
    [InlineData("\u00A0/who", TypedKind.Command, "who")] // a no-break space
    [InlineData("\u2003\u3000/who", TypedKind.Command, "who")] // wide ones
    [InlineData("\uFEFF\u200B/who", TypedKind.Command, "who")] // some without width
    [InlineData("\u3164\u034F/who", TypedKind.Command, "who")] // a filler, and a joiner of graphemes
    [InlineData(" //slash", TypedKind.Text, "/slash")]
    [InlineData("\uFF0Fwho", TypedKind.Command, "who")]
    [InlineData("\u3000\uFF0Fwho", TypedKind.Command, "who")]
    [InlineData("\uFF0F/slash", TypedKind.Text, "/slash")]
    [InlineData("/ who", TypedKind.Command, " who")]
    [InlineData("/ /who", TypedKind.Command, " /who")]
    [InlineData("  ", TypedKind.Text, "  ")]
    [InlineData(" a /who", TypedKind.Text, " a /who")]
    [InlineData("\u00E9/who", TypedKind.Text, "\u00E9/who")]
    public void What_stands_before_a_slash_and_shows_nothing_makes_no_text_of_a_command(string line, object kind, string text) => Means(new(), line, (TypedKind)kind, text);

    [Theory]
    [InlineData("/who", "/who")]
    [InlineData(" /who", " /who")]
    [InlineData("//slash", "//slash")]
    public void Without_commands_a_slash_is_text(string line, string text) => Means(new() { Commands = false }, line, TypedKind.Text, text);

    [Theory]
    [InlineData("bye", false, true)]
    [InlineData("BYE", false, false)]
    [InlineData("BYE", true, true)]
    [InlineData("TSCHÜSS", true, true)]
    [InlineData("tschüß", true, true)]
    [InlineData("TSCHU\u0308SS", true, true)]
    [InlineData("tschu\u0308ss", false, false)]
    [InlineData("bye!", true, false)]
    [InlineData(" bye", true, false)]
    [InlineData("by", true, false)]
    [InlineData("", true, false)]
    public void A_leave_word_is_the_whole_line(string line, bool ignoresCase, bool leaves) => Means(
        new() { LeaveWords = { "bye", "tschüss" }, LeaveWordsIgnoreCase = ignoresCase },
        line,
        leaves ? TypedKind.Leave : TypedKind.Text,
        leaves ? "" : line);

    [Fact]
    public void A_leave_word_may_be_long()
    {
        string word = new('ü', 1000);
        Means(new() { LeaveWords = { word } }, word, TypedKind.Leave, "");
        Means(new() { LeaveWords = { word } }, word + "!", TypedKind.Text, word + "!");
    }

    [Fact]
    public void An_empty_line_may_leave() => Means(new() { EmptyLineLeaves = true }, "", TypedKind.Leave, "");

    [Theory]
    [InlineData(BlankTrimming.None, " a b\t ", " a b\t ")]
    [InlineData(BlankTrimming.End, " a b\t ", " a b")]
    [InlineData(BlankTrimming.Both, " a b\t ", "a b")]
    [InlineData(BlankTrimming.Both, " \t", "")]
    public void Blanks_are_taken_off_as_the_dialect_says(BlankTrimming trimming, string line, string text) =>
        Means(new() { TextTrimming = trimming }, line, TypedKind.Text, text);

    [Theory]
    [InlineData("name:Ann", TypedKind.Nickname, "Ann")]
    [InlineData("say:/who", TypedKind.Text, "/who")]
    [InlineData("say:", TypedKind.Text, "")]
    [InlineData("Say:x", TypedKind.Nothing, "")]
    [InlineData("/who", TypedKind.Nothing, "")]
    public void With_a_command_for_the_nickname_other_lines_need_the_one_for_saying(string line, object kind, string text) =>
        Means(new() { NicknameCommand = "name:", SayCommand = "say:" }, line, (TypedKind)kind, text);

    [Fact]
    public void Deciding_allocates_nothing()
    {
        var grammar = new Grammar(new() { Commands = false, LeaveWords = { "/quit" }, LeaveWordsIgnoreCase = true });
        foreach (byte[] line in (byte[][])[[.. "hello"u8], [.. "já"u8]])
        {
            grammar.Read(line);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++) grammar.Read(line);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    private static void Means(ChatDialect dialect, string line, TypedKind kind, string text)
    {
        var typed = new Grammar(dialect).Read(Encoding.UTF8.GetBytes(line));
        Assert.Equal((kind, text), (typed.Kind, Encoding.UTF8.GetString(typed.Text.Span)));
    }
}
