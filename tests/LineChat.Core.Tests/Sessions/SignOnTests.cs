using System.Text;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class SignOnTests : IAsyncLifetime
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private ChatFixture _chat = null!;
    private MemoryChatClient _client = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync();
        _client = _chat.Connect();
        await _client.ExpectAsync("Please enter your name: ");
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task A_good_name_is_welcomed()
    {
        await _client.TypeLineAsync("Ann");
        await _client.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
    }

    [Fact]
    public async Task Blanks_around_a_name_do_not_count()
    {
        await _client.TypeLineAsync("  Ann ");
        await _client.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public async Task An_empty_name_is_asked_for_again(string name)
    {
        await _client.TypeLineAsync(name);
        await _client.ExpectAsync("A name is required. Please enter your name: ");
        await _client.TypeLineAsync("Ann");
        await _client.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
    }

    [Theory]
    [InlineData("Ann")]
    [InlineData("ANN")]
    public async Task A_taken_name_is_asked_for_again_whatever_its_case(string name)
    {
        Assert.True(_chat.Room.Join("Ann").Succeeded);
        await _client.TypeLineAsync(name);
        await _client.ExpectAsync("That name is taken. Please enter your name: ");
        await _client.TypeLineAsync("Bob");
        await _client.ExpectLineAsync("Welcome, Bob! 2 here: Ann, Bob. Type /help for commands.");
    }

    [Theory]
    [InlineData("Amy", "Arny")]
    [InlineData("Ian", "Lan")]
    public async Task Whose_name_looks_like_somebody_elses_is_told_whose(string here, string name)
    {
        Assert.True(_chat.Room.Join(here).Succeeded);
        await _client.TypeLineAsync(name);
        await _client.ExpectAsync($"{name} looks like {here}, who is here. Please enter your name: ");
    }

    [Fact]
    public async Task A_name_that_is_not_allowed_is_asked_for_again()
    {
        await _client.TypeLineAsync("two words");
        await _client.ExpectAsync("\" \" can't be in a name; use letters, digits, \"_\", \".\" and \"-\". Please enter your name: ");
        await _client.TypeLineAsync(new string('x', 33));
        await _client.ExpectAsync("A name has 32 characters at most. Please enter your name: ");
    }

    [Fact]
    public async Task What_came_in_one_piece_with_the_name_is_said()
    {
        var bot = _chat.Room.Join("Bot").Member!;
        await using var heard = Events.Watch(bot.WatchAsync());
        await _client.TypeAsync("Ann\nhello\n/me waves\nthis is not yet a line");
        await _client.ExpectLineAsync("Welcome, Ann! 2 here: Bot, Ann. Type /help for commands.");
        Assert.Equal(new(ChatEventKind.Arrived, "Ann"), (Seen)await heard.NextAsync());
        Assert.Equal(new(ChatEventKind.Said, "Ann", "hello"), (Seen)await heard.NextAsync());
        Assert.Equal(new(ChatEventKind.Acted, "Ann", "waves"), (Seen)await heard.NextAsync());
        await _client.TypeAsync(", but now it is\n");
        Assert.Equal("this is not yet a line, but now it is", (await heard.NextAsync()).Text);
    }

    [Fact]
    public async Task A_name_may_come_byte_by_byte()
    {
        foreach (byte b in "Änn\r\n"u8.ToArray()) await _client.SendAsync(new[] { b });
        await _client.ExpectLineAsync("Welcome, Änn! 1 here: Änn. Type /help for commands.");
    }

    [Fact]
    public async Task Until_sign_on_nothing_of_the_room_is_heard()
    {
        var members = await _chat.SignOnAsync("Ann");
        await members[0].TypeLineAsync("hello");
        await members[0].TypeLineAsync("/who");
        await members[0].ExpectLineAsync("1 here: Ann.");
        await _client.TypeLineAsync("Bob");
        await _client.ExpectLineAsync("Welcome, Bob! 2 here: Ann, Bob. Type /help for commands.");
    }

    [Fact]
    public async Task Who_enters_no_name_in_time_is_told_and_closed()
    {
        await _chat.Time.PassAsync(TimeSpan.FromSeconds(60));
        await _client.ExpectLineAsync("No name was entered in time. Connect again when you are ready.");
        await _client.ExpectClosedAsync();
    }

    [Fact]
    public async Task Who_has_signed_on_may_take_any_time()
    {
        await _client.TypeLineAsync("Ann");
        await _client.ReadLineAsync();
        _chat.Time.Advance(TimeSpan.FromSeconds(60) + TimeLimit.SecondLook);
        await _client.TypeLineAsync("/who");
        await _client.ExpectLineAsync("1 here: Ann.");
    }

    [Fact]
    public async Task After_ten_bad_names_it_is_over()
    {
        for (int i = 0; i < 9; i++)
        {
            await _client.TypeLineAsync("");
            await _client.ExpectAsync("A name is required. Please enter your name: ");
        }

        await _client.TypeLineAsync("");
        await _client.ExpectLineAsync("Too many tries. Connect again to choose another name.");
        await _client.ExpectClosedAsync();
    }

    [Fact]
    public async Task The_tenth_try_may_be_the_good_one()
    {
        for (int i = 0; i < 9; i++) await _client.TypeLineAsync("");
        await _client.TypeLineAsync("Ann");
        for (int i = 0; i < 9; i++) await _client.ExpectAsync("A name is required. Please enter your name: ");
        await _client.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
    }

    [Fact]
    public async Task Who_hangs_up_at_the_prompt_is_closed()
    {
        _client.CloseSending();
        await _client.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_name_without_a_line_end_is_no_name()
    {
        await _client.TypeAsync("Ann");
        _client.CloseSending();
        await _client.ExpectClosedAsync();
        Assert.Empty(_chat.Room.Nicknames);
    }

    [Fact]
    public async Task Endless_input_at_the_prompt_is_closed()
    {
        await _client.TypeAsync(new string('x', 16_385));
        await _client.ExpectLineAsync("More than 16,384 bytes came without a line end. Goodbye.");
        await _client.ExpectClosedAsync();
    }

    [Fact]
    public async Task Are_you_there_is_answered_at_the_prompt()
    {
        await _client.SendAsync(new byte[] { 0xFF, 0xF6 });
        await _client.ExpectLineAsync("[Yes]");
    }

    [Fact]
    public async Task The_prompt_comes_when_the_client_has_sent_nothing_for_a_while()
    {
        await using var chat = await StartWithDelayAsync();
        var client = chat.Connect();
        await chat.Time.PassAsync(Delay);
        await client.ExpectAsync(ChatClient.Prompt);
        await client.TypeLineAsync("Ann");
        await client.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
    }

    [Fact]
    public async Task The_prompt_comes_when_half_a_line_has_come_for_a_while()
    {
        await using var chat = await StartWithDelayAsync();
        var client = chat.Connect();
        await client.TypeAsync("An");
        await chat.Time.PassAsync(Delay);
        await client.ExpectAsync(ChatClient.Prompt);
        await client.TypeLineAsync("n");
        await client.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
    }

    [Fact]
    public async Task The_prompt_comes_at_once_to_whoever_is_beyond_a_hundred_that_come_in_a_second()
    {
        await using var chat = await StartWithDelayAsync();
        var prompts = Enumerable.Range(0, 101).Select(_ => chat.Connect().ExpectAsync(ChatClient.Prompt)).ToList();
        await await Task.WhenAny(prompts);
        Assert.Equal(1, prompts.Count(prompt => prompt.IsCompleted));
        await chat.Time.PassAsync(Delay);
        await Task.WhenAll(prompts);
    }

    [Fact]
    public async Task The_prompt_comes_before_whatever_else_is_answered()
    {
        await using var chat = await StartWithDelayAsync();
        var names = chat.Connect();
        await names.TypeLineAsync("Ann");
        await names.ExpectAsync(ChatClient.Prompt + "Welcome, Ann!");
        var negotiates = chat.Connect();
        await negotiates.SendAsync(new byte[] { 0xFF, 0xFD, 1 });
        await negotiates.ExpectBytesAsync([.. Encoding.UTF8.GetBytes(ChatClient.Prompt), 0xFF, 0xFC, 1]);
        var asks = chat.Connect();
        await asks.SendAsync(new byte[] { 0xFF, 0xF6 });
        await asks.ExpectAsync(ChatClient.Prompt + "[Yes]\r\n");
        var hangsUp = chat.Connect();
        hangsUp.CloseSending();
        await hangsUp.ExpectAsync(ChatClient.Prompt);
        await hangsUp.ExpectClosedAsync();
    }

    [Fact]
    public async Task Who_is_one_too_many_is_told_and_closed_and_a_place_becomes_free_again()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxConnections = 1);
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var tooMany = chat.Connect();
        await tooMany.ExpectLineAsync("The chat is full. Please come back later.");
        await tooMany.ExpectClosedAsync();

        await ann.TypeLineAsync("/quit");
        await ann.ExpectClosedAsync();
        while (true) // its place is free a moment after it is closed
        {
            var next = chat.Connect();
            if ((await ReadSomeAsync(next)).StartsWith("Please", StringComparison.Ordinal)) break;
        }
    }

    [Fact]
    public async Task Of_fifty_who_want_one_name_at_once_exactly_one_gets_it()
    {
        var clients = Enumerable.Range(0, 50).Select(_ => _chat.Connect()).ToList();
        foreach (var client in clients) await client.ExpectAsync(ChatClient.Prompt);
        using var start = new Barrier(2);
        var typing = clients.Chunk(25).Select(half => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                foreach (var client in half) client.TypeLineAsync("ann").GetAwaiter().GetResult();
            },
            TaskCreationOptions.LongRunning));
        await Task.WhenAll(typing).InTimeAsync();
        string[] answers = await Task.WhenAll(clients.Select(ReadSomeAsync));
        Assert.Single(answers, answer => answer == "Welcome, ann! 1 here: ann. Type /help for commands.\r\n");
        Assert.Equal(49, answers.Count(answer => answer == "That name is taken. Please enter your name: "));
        Assert.Equal(["ann"], _chat.Room.Nicknames);
    }

    [Fact]
    public async Task The_words_may_be_the_hosts_own()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Dialect[ChatMessageKind.Prompt] = "login: ");
        var client = chat.Connect();
        await client.ExpectAsync("login: ");
    }

    [Fact]
    public async Task A_client_that_does_not_even_take_the_prompt_is_given_up()
    {
        await using var chat = await ChatFixture.StartAsync();
        var client = chat.Connect(window: 1);
        await chat.Time.PassAsync(TimeSpan.FromSeconds(60));
        await chat.Time.PassAsync(TimeSpan.FromSeconds(5));
        await client.ReadUntilClosedAsync();
    }

    private static Task<ChatFixture> StartWithDelayAsync() => ChatFixture.StartAsync(options => options.Dialect.PromptDelay = Delay);

    private static async Task<string> ReadSomeAsync(MemoryChatClient client)
    {
        byte[] buffer = new byte[1000];
        return Encoding.UTF8.GetString(buffer, 0, await client.ReceiveAsync(buffer, Deadline.Token));
    }
}
