using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class SessionTests : IAsyncLifetime
{
    private const string TooFast = "You are faster than 5 lines a second. Your lines wait for their turn.";

    private ChatFixture _chat = null!;
    private MemoryChatClient _ann = null!;
    private MemoryChatClient _bob = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync();
        var clients = await _chat.SignOnAsync("Ann", "Bob");
        _ann = clients[0];
        _bob = clients[1];
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task A_line_is_seen_by_everybody_else()
    {
        await _ann.TypeLineAsync("hello");
        await _bob.ExpectLineAsync("Ann> hello");
        await _bob.TypeLineAsync("hello yourself");
        await _ann.ExpectLineAsync("Bob> hello yourself");
    }

    [Fact]
    public async Task An_empty_line_says_nothing()
    {
        await _ann.TypeAsync("\r\n\r\nhello\r\n");
        await _bob.ExpectLineAsync("Ann> hello");
    }

    [Fact]
    public async Task Who_quits_is_closed_and_the_others_are_told()
    {
        await _ann.TypeLineAsync("/quit");
        await _ann.ExpectClosedAsync();
        await _bob.ExpectLineAsync("--- Ann left ---");
    }

    [Fact]
    public async Task What_is_typed_behind_quit_is_not_said()
    {
        await _ann.TypeAsync("last words\r\n/quit\r\nnot said\r\n");
        await _bob.ExpectLineAsync("Ann> last words");
        await _bob.ExpectLineAsync("--- Ann left ---");
        await _bob.TypeLineAsync("/who");
        await _bob.ExpectLineAsync("1 here: Bob.");
    }

    [Fact]
    public async Task Me_tells_what_one_does()
    {
        await _ann.TypeLineAsync("/me waves");
        await _bob.ExpectLineAsync("* Ann waves");
        await _ann.TypeLineAsync("/me");
        await _ann.ExpectLineAsync("Type /me TEXT");
    }

    [Fact]
    public async Task Nick_changes_the_name_and_everybody_is_told()
    {
        await _ann.TypeLineAsync("/nick Anna");
        await _ann.ExpectLineAsync("You are now Anna.");
        await _bob.ExpectLineAsync("*** Ann is now Anna ***");
        await _ann.TypeLineAsync("it is me");
        await _bob.ExpectLineAsync("Anna> it is me");
    }

    [Fact]
    public async Task Nick_says_why_a_name_cannot_be_had()
    {
        await _ann.TypeLineAsync("/nick bob");
        await _ann.ExpectLineAsync("That name is taken. You are still Ann.");
        await _ann.TypeLineAsync("/nick a b");
        await _ann.ExpectLineAsync("\" \" can't be in a name; use letters, digits, \"_\", \".\" and \"-\". You are still Ann.");
        await _ann.TypeLineAsync("/nick B\u043Eb");
        await _ann.ExpectLineAsync("B\u043Eb looks like Bob, who is here. You are still Ann.");
        await _ann.TypeLineAsync("/nick");
        await _ann.ExpectLineAsync("Type /nick NAME");
    }

    [Fact]
    public async Task Msg_is_seen_by_one_alone()
    {
        var eve = (await _chat.SignOnAsync("Eve"))[0];
        await _ann.ExpectLineAsync("+++ Eve arrived +++");
        await _bob.ExpectLineAsync("+++ Eve arrived +++");
        await _ann.TypeLineAsync("/msg bob  a secret");
        await _ann.ExpectLineAsync("[you -> Bob] a secret");
        await _bob.ExpectLineAsync("[Ann -> you] a secret");
        await _ann.TypeLineAsync("aloud");
        await eve.ExpectLineAsync("Ann> aloud");
    }

    [Theory]
    [InlineData(" /msg Bob a secret")]
    [InlineData("\t/msg Bob a secret")]
    [InlineData("\u00A0/msg\u00A0Bob\u00A0a secret")] // as a Mac types them with the option key
    [InlineData("\u3000\uFF0Fmsg\u3000Bob\u3000a secret")] // as an input method for Japanese does
    public async Task A_whisper_stays_one_whatever_blanks_are_typed(string line)
    {
        var eve = _chat.Connect();
        await eve.SignOnAsync("Eve");
        await _bob.ExpectLineAsync("+++ Eve arrived +++");
        await _ann.TypeLineAsync(line);
        await _bob.ExpectLineAsync("[Ann -> you] a secret");
        await _ann.TypeLineAsync("aloud");
        await eve.ExpectLineAsync("Ann> aloud");
    }

    [Fact]
    public async Task Msg_says_what_is_wrong()
    {
        await _ann.TypeLineAsync("/msg");
        await _ann.ExpectLineAsync("Type /msg NAME TEXT");
        await _ann.TypeLineAsync("/msg Bob");
        await _ann.ExpectLineAsync("Type /msg NAME TEXT");
        await _ann.TypeLineAsync("/msg Eve hello");
        await _ann.ExpectLineAsync("Nobody here is called Eve. Type /who to see who is here.");
    }

    [Fact]
    public async Task Reply_answers_the_last_private_message()
    {
        await _ann.TypeLineAsync("/reply hello");
        await _ann.ExpectLineAsync("Nobody has sent you a private message yet. Type /msg NAME TEXT to send one.");
        await _ann.TypeLineAsync("/reply");
        await _ann.ExpectLineAsync("Type /reply TEXT");

        await _bob.TypeLineAsync("/msg Ann psst");
        await _ann.ExpectLineAsync("[Bob -> you] psst");
        await _bob.ExpectLineAsync("[you -> Ann] psst");
        await _bob.TypeLineAsync("/nick Robert");
        await _bob.ExpectLineAsync("You are now Robert.");
        await _ann.ExpectLineAsync("*** Bob is now Robert ***");
        await _ann.TypeLineAsync("/reply what is it");
        await _ann.ExpectLineAsync("[you -> Robert] what is it");
        await _bob.ExpectLineAsync("[Ann -> you] what is it");
    }

    [Fact]
    public async Task Reply_to_somebody_who_has_left_reaches_nobody_even_if_another_has_the_name()
    {
        await _bob.TypeLineAsync("/msg Ann psst");
        await _ann.ExpectLineAsync("[Bob -> you] psst");
        await _bob.TypeLineAsync("/quit");
        await _ann.ExpectLineAsync("--- Bob left ---");
        await _chat.SignOnAsync("Bob");
        await _ann.ExpectLineAsync("+++ Bob arrived +++");
        await _ann.TypeLineAsync("/reply still there?");
        await _ann.ExpectLineAsync("Bob has left; your message was not delivered.");
    }

    [Fact]
    public async Task A_whisper_comes_after_what_its_author_said_before()
    {
        _bob.StopReading();
        await _ann.TypeAsync("one\r\n/msg Bob two\r\nthree\r\n/msg Bob four\r\n");
        await _ann.ExpectLineAsync("[you -> Bob] two");
        await _ann.ExpectLineAsync("[you -> Bob] four");
        _bob.ResumeReading();
        await _bob.ExpectAsync("Ann> one\r\n[Ann -> you] two\r\nAnn> three\r\n[Ann -> you] four\r\n");
    }

    [Fact]
    public async Task Who_shows_who_is_here()
    {
        await _ann.TypeLineAsync("/WHO");
        await _ann.ExpectLineAsync("2 here: Ann, Bob.");
    }

    [Fact]
    public async Task Help_shows_the_commands()
    {
        await _ann.TypeLineAsync("/help");
        await _ann.ExpectLineAsync("/help  shows what you can type");
        await _ann.ExpectLineAsync("/who [ROOM]  shows who is here, or in another room");
        await _ann.ExpectLineAsync("/me TEXT  tells the others what you do");
        await _ann.ExpectLineAsync("/msg NAME TEXT  tells one person something");
        await _ann.ExpectLineAsync("/reply TEXT  answers who told you something last");
        await _ann.ExpectLineAsync("/nick NAME  changes your name");
        await _ann.ExpectLineAsync("/join ROOM  goes to another room, or opens it");
        await _ann.ExpectLineAsync("/rooms  shows the rooms there are");
        await _ann.ExpectLineAsync("/topic [TEXT]  shows or sets what this room is for");
        await _ann.ExpectLineAsync("/quit  leaves the chat");
    }

    [Fact]
    public async Task Two_slashes_say_one()
    {
        await _ann.TypeLineAsync("//who");
        await _bob.ExpectLineAsync("Ann> /who");
    }

    [Theory]
    [InlineData("/dance", "dance")]
    [InlineData("/dance with me", "dance")]
    [InlineData("/", "")]
    public async Task A_command_that_does_not_exist_is_told_to_its_author_alone(string typed, string name)
    {
        await _ann.TypeLineAsync(typed);
        await _ann.ExpectLineAsync($"There is no command /{name}. Type /help for commands.");
        await _ann.TypeLineAsync("hello");
        await _bob.ExpectLineAsync("Ann> hello");
    }

    [Fact]
    public async Task Are_you_there_is_answered()
    {
        await _ann.SendAsync(new byte[] { 0xFF, 0xF6 });
        await _ann.ExpectLineAsync("[Yes]");
    }

    [Fact]
    public async Task Who_closes_its_side_gets_what_is_owed_and_the_end()
    {
        await _ann.TypeAsync("hello\r\n/who\r\n/help\r\n");
        _ann.CloseSending();
        await _ann.ExpectLineAsync("2 here: Ann, Bob.");
        var help = await _ann.ReadUntilAsync(line => line.StartsWith("/quit", StringComparison.Ordinal));
        Assert.Equal(10, help.Count);
        await _ann.ExpectClosedAsync();
        await _bob.ExpectLineAsync("Ann> hello");
        await _bob.ExpectLineAsync("--- Ann left ---");
    }

    [Fact]
    public async Task Who_closes_its_side_and_reads_late_gets_what_was_said_before_and_nothing_said_after()
    {
        _ann.StopReading();
        await _bob.TypeAsync("before\r\n/who\r\n");
        await _bob.ExpectLineAsync("2 here: Ann, Bob."); // so it is said
        _ann.CloseSending();
        await _bob.ExpectLineAsync("--- Ann left ---");
        await _bob.TypeLineAsync("after");
        await _bob.TypeLineAsync("/who");
        await _bob.ExpectLineAsync("1 here: Bob.");
        _ann.ResumeReading();
        await _ann.ExpectLineAsync("Bob> before");
        await _ann.ExpectClosedAsync();
    }

    [Fact]
    public async Task Who_closes_and_takes_nothing_is_cut_off_after_the_flush_timeout()
    {
        _ann.StopReading();
        await _bob.TypeAsync("before\r\n/who\r\n");
        await _bob.ExpectLineAsync("2 here: Ann, Bob."); // so it is said
        _ann.CloseSending();
        await _bob.ExpectLineAsync("--- Ann left ---");
        await _chat.Time.PassAsync(TimeSpan.FromSeconds(5));
        await _ann.ReadUntilClosedAsync();
    }

    [Fact]
    public async Task What_is_typed_without_a_line_end_before_the_close_is_not_said()
    {
        await _ann.TypeAsync("half a li");
        _ann.CloseSending();
        await _bob.ExpectLineAsync("--- Ann left ---");
    }

    [Fact]
    public async Task A_connection_that_breaks_has_left()
    {
        _ann.Reset();
        await _bob.ExpectLineAsync("--- Ann left ---");
        Assert.Equal(["Bob"], _chat.Room.Nicknames);
    }

    [Fact]
    public async Task Who_takes_nothing_for_too_long_is_disconnected_and_its_departure_is_told_once()
    {
        _ann.StopReading();
        await _bob.TypeLineAsync("hello");
        await _chat.Time.PassAsync(TimeSpan.FromSeconds(30));
        await _bob.ExpectLineAsync("--- Ann left ---");
        await _ann.ReadUntilClosedAsync();
        _chat.Room.Announce("next");
        await _bob.ExpectLineAsync("*** next ***");
    }

    [Fact]
    public async Task Who_takes_nothing_when_there_is_nothing_is_not_stalled()
    {
        _ann.StopReading();
        _chat.Time.Advance(TimeSpan.FromSeconds(300));
        await _bob.TypeLineAsync("hello");
        _ann.ResumeReading();
        await _ann.ExpectLineAsync("Bob> hello");
    }

    [Fact]
    public async Task A_pasted_page_goes_through_and_a_flood_is_paced()
    {
        await _ann.TypeAsync(string.Concat(Enumerable.Range(1, 23).Select(i => $"{i}\r\n")));
        for (int i = 1; i <= 20; i++) await _bob.ExpectLineAsync($"Ann> {i}");
        var next = _bob.ReadLineAsync();
        await _chat.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        Assert.Equal("Ann> 21", await next);
        await _chat.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        await _bob.ExpectLineAsync("Ann> 22");
        await _chat.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        await _bob.ExpectLineAsync("Ann> 23");

        _chat.Time.Advance(TimeSpan.FromSeconds(4));
        await _ann.TypeAsync(string.Concat(Enumerable.Range(24, 20).Select(i => $"{i}\r\n")));
        for (int i = 24; i < 44; i++) await _bob.ExpectLineAsync($"Ann> {i}");
    }

    [Fact]
    public async Task Who_waits_for_its_pace_can_be_let_go()
    {
        await _ann.TypeAsync(string.Concat(Enumerable.Repeat("x\r\n", 21)));
        for (int i = 1; i <= 20; i++) await _bob.ExpectLineAsync("Ann> x");
        await _ann.ExpectLineAsync(TooFast); // now the last one waits
        await _chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await _bob.ExpectLineAsync("*** The server is stopping. ***");
        await _ann.ExpectLineAsync("*** The server is stopping. ***");
        await _ann.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_cut_and_its_author_told()
    {
        await _ann.TypeLineAsync(new string('x', 4097));
        await _bob.ExpectLineAsync($"Ann> {new string('x', 4096)}");
        await _ann.ExpectLineAsync("Your line was too long. Only its first 4,096 bytes were said.");
        await _ann.TypeLineAsync(new string('y', 4096));
        await _bob.ExpectLineAsync($"Ann> {new string('y', 4096)}");
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_refused_if_the_options_say_so()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.LongLines = LongLinePolicy.Refuse);
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].TypeLineAsync(new string('x', 4097));
        await clients[0].ExpectLineAsync("Your line was not said: it is longer than 4,096 bytes.");
        await clients[0].TypeLineAsync("short");
        await clients[1].ExpectLineAsync("Ann> short");
    }

    [Fact]
    public async Task Endless_input_is_closed()
    {
        await _ann.TypeAsync(new string('x', 16_385));
        await _ann.ExpectLineAsync("More than 16,384 bytes came without a line end. Goodbye.");
        await _ann.ExpectClosedAsync();
        await _bob.ExpectLineAsync("--- Ann left ---");
    }
}
