using System.Buffers;
using System.Text;
using LineChat.Dialects;

namespace LineChat.Tests.Dialects;

public sealed class TemplateFormatterTests
{
    private static readonly ChatMessageKind[] Questions =
        [ChatMessageKind.Prompt, ChatMessageKind.NicknameMissing, ChatMessageKind.NicknameTaken, ChatMessageKind.NicknameNotAllowed];

    [Fact]
    public void The_welcome_says_who_is_here() => Assert.Equal(
        "Welcome, Zoe! 3 here: Ben, Tom, Zoe. Type /help for commands.\r\n",
        Formatted(new(ChatMessageKind.Welcome) { Nickname = "Zoe", Nicknames = ["Ben", "Tom", "Zoe"], Count = 3 }));

    [Fact]
    public void The_welcome_counts_whom_it_does_not_name() => Assert.Equal(
        "Welcome, Zoe! 14 here: Ben, Tom and 12 more. Type /help for commands.\r\n",
        Formatted(new(ChatMessageKind.Welcome) { Nickname = "Zoe", Nicknames = ["Ben", "Tom"], Count = 14 }));

    [Fact]
    public void Skipped_lines_are_counted() => Assert.Equal("*** 1,204 lines skipped ***\r\n", Formatted(new(ChatMessageKind.Skipped) { Count = 1204 }));

    [Fact]
    public void Each_kind_has_its_default_words()
    {
        string[] lines = [.. Enum.GetValues<ChatMessageKind>().Select(kind => Formatted(new(kind)
        {
            Nickname = "Zoe",
            Other = "Ben",
            Text = "TEXT"u8.ToArray(),
            Nicknames = ["Ben", "Zoe"],
            Count = 2,
            Room = "lobby",
        }))];
        Assert.Equal(
            [
                "Please enter your name: ",
                "A name is required. Please enter your name: ",
                "TEXT Please enter your name: ",
                "TEXT Please enter your name: ",
                "Welcome, Zoe! 2 here: Ben, Zoe. Type /help for commands.\r\n",
                "",
                "",
                "+++ Zoe arrived +++\r\n",
                "--- Zoe left ---\r\n",
                "Zoe> TEXT\r\n",
                "",
                "* Zoe TEXT\r\n",
                "*** Zoe is now Ben ***\r\n",
                "[Zoe -> you] TEXT\r\n",
                "[you -> Ben] TEXT\r\n",
                "*** TEXT ***\r\n",
                "*** 2 lines skipped ***\r\n",
                "*** The server is stopping. ***\r\n",
                "2 here: Ben, Zoe.\r\n",
                "Ben  TEXT\r\n",
                "There is no command /Ben. Type /help for commands.\r\n",
                "Type Ben\r\n",
                "TEXT You are still Zoe.\r\n",
                "TEXT You are still Zoe.\r\n",
                "You are now Ben.\r\n",
                "Nobody here is called Ben. Type /who to see who is here.\r\n",
                "Ben isn't reading at the moment; your message was not delivered.\r\n",
                "Nobody has sent you a private message yet. Type /msg NAME TEXT to send one.\r\n",
                "Your line was too long. Only its first 2 bytes were said.\r\n",
                "Your line was not said: it is longer than 2 bytes.\r\n",
                "TEXT\r\n",
                "[Yes]\r\n",
                "The chat is full. Please come back later.\r\n",
                "There are too many connections from your address. Close one, and try again.\r\n",
                "No name was entered in time. Connect again when you are ready.\r\n",
                "Too many tries. Connect again to choose another name.\r\n",
                "More than 2 bytes came without a line end. Goodbye.\r\n",
                "You are faster than 2 lines a second. Your lines wait for their turn.\r\n",
                "Ben has left; your message was not delivered.\r\n",
                "Something went wrong with /Ben. It has been logged.\r\n",
                "Too much comes from you or from your address. Your lines wait for their turn.\r\n",
                "2 of your lines were dropped.\r\n",
                "--- Zoe went to Ben ---\r\n",
                "+++ Zoe came from Ben +++\r\n",
                "You are in lobby. 2 here: Ben, Zoe.\r\n",
                "Topic: TEXT\r\n",
                "lobby has no topic. Type /topic TEXT to set one.\r\n",
                "*** Zoe set the topic: TEXT ***\r\n",
                "*** The topic is now: TEXT ***\r\n",
                "*** The topic was removed. ***\r\n",
                "You can't set the topic here.\r\n",
                "Ben  2 here\r\n",
                "Ben  2 here  TEXT\r\n",
                "2 in lobby: Ben, Zoe.\r\n",
                "There is no room Ben. Type /rooms to see those there are.\r\n",
                "TEXT\r\n",
                "You are in lobby already.\r\n",
                "*** lobby is closed. You go to Ben. ***\r\n",
                "TEXT Goodbye.\r\n",
                "*** You were removed from the chat. ***\r\n",
                "*** You were removed from the chat: TEXT ***\r\n",
                "--- Zoe was removed ---\r\n",
                "--- Zoe was removed: TEXT ---\r\n",
                "You are muted until TEXT.\r\n",
                "You are muted.\r\n",
                "TEXT\r\n",
                "That could not be checked, and was not done. It has been logged.\r\n",
                "Ben was removed.\r\n",
                "Ben is muted for 2 min.\r\n",
                "Ben is muted.\r\n",
                "Ben is not muted.\r\n",
            ],
            lines);
    }

    [Fact]
    public void A_question_has_no_line_end_and_all_else_that_says_something_has_one()
    {
        foreach (var kind in Enum.GetValues<ChatMessageKind>())
        {
            string text = Formatted(new(kind));
            Assert.Equal(!Questions.Contains(kind) && text.Length > 0, text.EndsWith("\r\n", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Own_words_replace_the_default_ones()
    {
        var dialect = new ChatDialect { [ChatMessageKind.Arrived] = "hi {nick}", [ChatMessageKind.Prompt] = "login: " };
        Assert.Equal("hi Zoe\r\n", Formatted(new(ChatMessageKind.Arrived) { Nickname = "Zoe" }, dialect));
        Assert.Equal("login: ", Formatted(new(ChatMessageKind.Prompt), dialect));
        Assert.Equal("--- Zoe left ---\r\n", Formatted(new(ChatMessageKind.Left) { Nickname = "Zoe" }, dialect));
    }

    [Theory]
    [InlineData("hi", "\n", "hi\n")]
    [InlineData("hi", "", "hi")]
    [InlineData("hi\n\r", "\r\n", "hi\n\r")]
    [InlineData("hi\n", "\r\n", "hi\n")]
    [InlineData("one\ntwo", "\r\n", "one\ntwo\r\n")]
    [InlineData("", "\r\n", "")]
    public void The_line_end_is_the_dialects_unless_the_template_has_its_own(string template, string lineEnd, string expected) => Assert.Equal(
        expected,
        Formatted(new(ChatMessageKind.Announced), new() { [ChatMessageKind.Announced] = template, LineEnd = lineEnd }));

    [Fact]
    public void A_list_is_as_the_dialect_says()
    {
        var dialect = new ChatDialect { [ChatMessageKind.Who] = "{names}.", ListItem = "<{nick:q}>", ListSeparator = " | ", ListMore = " (+{count})" };
        Assert.Equal("<\"Ben\"> | <\"Zoe\"> (+5).\r\n", Formatted(new(ChatMessageKind.Who) { Nicknames = ["Ben", "Zoe"], Count = 7 }, dialect));
    }

    [Fact]
    public void A_wrong_template_is_found_at_once()
    {
        var dialect = new ChatDialect { [ChatMessageKind.Arrived] = "hi {nik}" };
        Assert.Contains("{nik}", Assert.Throws<FormatException>(() => new TemplateFormatter(dialect)).Message, StringComparison.Ordinal);
    }

    private static string Formatted(ChatMessage message, ChatDialect? dialect = null)
    {
        var output = new ArrayBufferWriter<byte>();
        new TemplateFormatter(dialect ?? new()).Format(message, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
