using System.Net;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Rooms;

/// <summary>Filters of the host's: what they see, and what becomes of what they decide.</summary>
public sealed class FilterTests
{
    public static TheoryData<string, ChatAction, string> Actions => new()
    {
        { "spam", ChatAction.Say, "spam" },
        { "/me spams", ChatAction.Act, "spams" },
        { "/msg Ben spam", ChatAction.Whisper, "spam" },
        { "/reply spam", ChatAction.Whisper, "spam" },
        { "/nick spam", ChatAction.Rename, "spam" },
        { "/topic spam", ChatAction.SetTopic, "spam" },
        { "/join spam", ChatAction.Enter, "spam" },
        { "/join DEV", ChatAction.Enter, "DEV" },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_filter_sees_who_wants_to_do_what_and_what_it_refuses_does_not_happen(string typed, ChatAction action, string text)
    {
        var filter = new Filter(context => context.Action == action && context.Nickname == "Zoe" ? ChatFilterResult.Refuse("Not here.") : ChatFilterResult.Pass);
        await using var chat = await StartAsync(filter);
        await chat.Chat.OpenRoomAsync("dev");
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await WhisperAsync(clients[0], clients[1]);
        await clients[1].TypeLineAsync(typed);
        await clients[1].ExpectLineAsync("Not here.");
        chat.Room.Announce("next");
        await clients[0].ExpectLineAsync("*** next ***");
        await clients[1].ExpectLineAsync("*** next ***");
        Assert.Equal(["Ben", "Zoe"], chat.Room.Nicknames);
        Assert.Equal("", chat.Room.Topic);
        Assert.Equal(["lobby", "dev"], chat.Chat.Rooms.Select(room => room.Name));

        var seen = filter.Asked[^1];
        Assert.Equal((action, text, "Zoe", "Zoe"), (seen.Action, seen.Text, seen.Nickname, seen.Member?.Nickname));
        Assert.Equal(chat.Room, seen.Room);
        Assert.Equal(action == ChatAction.Whisper ? "Ben" : null, seen.Other?.Nickname);
        Assert.Equal(text == "DEV" ? "dev" : null, seen.OtherRoom?.Name);
    }

    [Theory]
    [InlineData("spam", "Zoe> ham")]
    [InlineData("/me spams", "* Zoe ham")]
    [InlineData("/msg Ben spam", "[Zoe -> you] ham", "[you -> Ben] ham")]
    [InlineData("/reply spam", "[Zoe -> you] ham", "[you -> Ben] ham")]
    [InlineData("/nick spam", "*** Zoe is now ham ***", "You are now ham.")]
    [InlineData("/topic spam", "*** Zoe set the topic: ham ***", "*** Zoe set the topic: ham ***")]
    [InlineData("/join spam", "--- Zoe went to ham ---", "You are in ham. 1 here: Zoe.")]
    public async Task A_filter_can_change_the_text(string typed, string heard, string? shown = null)
    {
        await using var chat = await StartAsync(new Filter(context => context.Text.Contains("spam", StringComparison.Ordinal) ? ChatFilterResult.Replace("ham") : ChatFilterResult.Pass));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await WhisperAsync(clients[0], clients[1]);
        await clients[1].TypeLineAsync(typed);
        await clients[0].ExpectLineAsync(heard);
        if (shown is not null) await clients[1].ExpectLineAsync(shown);
    }

    [Fact]
    public async Task Who_is_refused_at_the_prompt_may_try_another_name()
    {
        var filter = new Filter(context => context is { Action: ChatAction.Join, Nickname: "Eve" } ? ChatFilterResult.Refuse("Eve is banned.") : ChatFilterResult.Pass);
        await using var chat = await StartAsync(filter);
        var eve = chat.Connect();
        await eve.ExpectAsync(ChatClient.Prompt);
        await eve.TypeLineAsync("Eve");
        await eve.ExpectAsync("Eve is banned. Please enter your name: ");
        await eve.TypeLineAsync("Ann");
        await eve.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
        Assert.Equal([("Eve", "Eve", null, chat.Room), ("Ann", "Ann", null, chat.Room)], filter.Asked.Select(one => (one.Nickname, one.Text, one.Member, one.Room)));
        var refused = await chat.Chat.JoinAsync("Eve");
        Assert.Equal((NicknameStatus.Refused, "Eve is banned.", null), (refused.Status, refused.Reason, refused.Member));
        await chat.ExpectCountAsync("linechat.sign_ons refused", 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_filter_sees_where_somebody_is_and_what_the_host_knows_about_them(bool asGuest)
    {
        var filter = new Filter(context => context.IsOperator ? ChatFilterResult.Pass : ChatFilterResult.Refuse("Members only."));
        await using var chat = await ChatFixture.StartAsync(options => options.Dialect.GuestsHear = asGuest, services => services.AddSingleton<IChatFilter>(filter));
        var address = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 7);
        var ann = chat.Serve(new() { RemoteEndPoint = address, State = "claims", IsOperator = true }).Client;
        await ann.SignOnAsync("Ann");
        await ann.TypeLineAsync("hello");
        await ann.TypeLineAsync("/who");
        await ann.ExpectLineAsync("1 here: Ann.");
        Assert.Equal([ChatAction.Join, ChatAction.Say], filter.Asked.Select(one => one.Action));
        Assert.All(filter.Asked, one => Assert.Equal((address, (object)"claims", true), (one.RemoteEndPoint, one.State, one.IsOperator)));

        var bob = chat.ConnectFrom("192.0.2.8");
        await bob.ExpectAsync(ChatClient.Prompt);
        await bob.TypeLineAsync("Bob");
        await bob.ExpectAsync("Members only. Please enter your name: ");
        Assert.Equal(("192.0.2.8:50000", null, false), ($"{filter.Asked[^1].RemoteEndPoint}", filter.Asked[^1].State, filter.Asked[^1].IsOperator));
    }

    [Fact]
    public async Task A_settled_nickname_that_a_filter_refuses_is_refused_in_words_and_the_host_is_told()
    {
        await using var chat = await StartAsync(new Filter(_ => ChatFilterResult.Refuse("Not today.")));
        var (client, served) = chat.Serve(new() { Nickname = "Ann" });
        await client.ExpectLineAsync("Not today. Goodbye.");
        await client.ExpectClosedAsync();
        var result = await served.InTimeAsync();
        Assert.Equal((ServeStatus.NicknameRefused, NicknameStatus.Refused, "Not today."), (result.Status, result.Join!.Status, result.Join.Reason));
    }

    [Theory]
    [InlineData("Ben", NicknameStatus.Taken)]
    [InlineData("B\u0435n", NicknameStatus.Taken)]
    [InlineData("a b", NicknameStatus.NotAllowed)]
    [InlineData("", NicknameStatus.NotAllowed)]
    [InlineData("\u001b[2J", NicknameStatus.NotAllowed)]
    [InlineData("Anna", NicknameStatus.Accepted)]
    public async Task A_nickname_that_a_filter_gives_is_checked_as_any_other(string given, NicknameStatus status)
    {
        await using var chat = await StartAsync(new Filter(context => context.Text == "Ann" ? ChatFilterResult.Replace(given) : ChatFilterResult.Pass));
        chat.Room.Join("Ben");
        var zoe = chat.Room.Join("Zoe").Member!;
        var joined = await chat.Chat.JoinAsync("Ann");
        Assert.Equal(status, joined.Status);
        joined.Member?.Leave();
        Assert.Equal(status, (await zoe.RenameAsync("Ann")).Status);
        Assert.Equal(status == NicknameStatus.Accepted ? given : "Zoe", zoe.Nickname);
    }

    [Fact]
    public async Task What_a_filter_writes_is_cleaned_and_bounded()
    {
        var texts = new Queue<string>(["a\r\nBen> b\u001b[2J\u202E", new('é', 100), "", " x "]);
        await using var chat = await StartAsync(new Filter(context => context.Action switch
        {
            ChatAction.Say => ChatFilterResult.Replace(texts.Dequeue()),
            ChatAction.Act => ChatFilterResult.Refuse($"no\r\nBen> {new string('é', 300)}\u001b[2J"),
            ChatAction.SetTopic => ChatFilterResult.Replace(new('x', 1000)),
            _ => ChatFilterResult.Pass,
        }));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        for (int i = 0; i < 4; i++) await clients[1].TypeLineAsync("hello");
        await clients[0].ExpectLineAsync("Zoe> a Ben> b");
        await clients[0].ExpectLineAsync($"Zoe> {new string('é', 50)}"); // MaxLineLength is 100
        await clients[0].ExpectLineAsync("Zoe>  x "); // and nothing for the empty one
        await clients[1].TypeLineAsync("/me waves");
        await clients[1].ExpectLineAsync($"no Ben> {new string('é', 252)}");
        await clients[1].TypeLineAsync("/topic x");
        await clients[0].ExpectLineAsync($"*** Zoe set the topic: {new string('x', 100)} ***");
    }

    [Fact]
    public async Task Filters_are_asked_in_their_order_and_each_sees_what_the_one_before_made_of_it()
    {
        var first = new Filter(context => context.Text == "a\u0007" ? ChatFilterResult.Pass : ChatFilterResult.Replace(context.Text + "\u00071"));
        var second = new Filter(context => context.Text == "b1" ? ChatFilterResult.Refuse("b") : ChatFilterResult.Pass);
        var third = new Filter(context => ChatFilterResult.Replace(context.Text + "3"));
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IChatFilter>(first).AddSingleton<IChatFilter>(second).AddSingleton<IChatFilter>(third));
        var bot = chat.Room.Join("Bot").Member!;
        Assert.Equal("Bot13", bot.Nickname);
        Assert.Equal(["Bot1"], second.Asked.Select(one => one.Text));
        Assert.Equal((SayStatus.Refused, "b"), (bot.Say("b").Status, bot.Say("b").Reason));
        Assert.Single(third.Asked);
        Assert.Equal(SayStatus.Said, bot.Say("c").Status);
        Assert.Equal(["Bot1", "c1"], third.Asked.Select(one => one.Text));
    }

    [Fact]
    public async Task The_hosts_members_are_filtered_too_and_the_host_itself_is_not()
    {
        var filter = new Filter(context => context.Action == ChatAction.Join ? ChatFilterResult.Pass : ChatFilterResult.Refuse("No."));
        await using var chat = await StartAsync(filter);
        var ben = (await chat.SignOnAsync("Ben"))[0];
        var bot = chat.Room.Join("Bot").Member!;
        await ben.ExpectLineAsync("+++ Bot arrived +++");
        Assert.Equal("No.", (await bot.SayAsync("x")).Reason);
        Assert.Equal("No.", (await bot.ActAsync("x")).Reason);
        Assert.Equal("No.", (await bot.SetTopicAsync("x")).Reason);
        var whisper = await bot.WhisperAsync("Ben", "x");
        Assert.Equal((WhisperStatus.Refused, "Ben", "No."), (whisper.Status, whisper.Nickname, whisper.Reason));
        var renamed = await bot.RenameAsync("Robot");
        Assert.Equal((NicknameStatus.Refused, "No."), (renamed.Status, renamed.Reason));
        var dev = (await chat.Chat.OpenRoomAsync("dev")).Room!;
        MoveResult[] moves = [await bot.MoveAsync("dev"), await bot.MoveAsync(dev)];
        Assert.All(moves, moved => Assert.Equal((MoveStatus.Refused, "No.", false), (moved.Status, moved.Reason, moved.Succeeded)));
        int asked = filter.Asked.Count;

        chat.Room.Announce("hello");
        chat.Room.SetTopic("games");
        await bot.KickAsync();
        await ben.ExpectLineAsync("*** hello ***");
        await ben.ExpectLineAsync("*** The topic is now: games ***");
        await ben.ExpectLineAsync("--- Bot was removed ---");
        var other = await dev.JoinAsync("Other");
        dev.Close();
        await ben.ExpectLineAsync("+++ Other came from dev +++");
        Assert.Equal(asked + 1, filter.Asked.Count);
        Assert.True(other.Succeeded);
    }

    [Fact]
    public async Task A_filter_that_gives_another_room_sends_the_member_there()
    {
        await using var chat = await StartAsync(new Filter(context => context.OtherRoom?.Name == "staff" ? ChatFilterResult.Replace("waiting") : ChatFilterResult.Pass));
        var staff = (await chat.Chat.OpenRoomAsync("staff")).Room!;
        var bot = chat.Room.Join("Bot").Member!;
        Assert.Equal("waiting", (await bot.MoveAsync(staff)).Room!.Name);
        Assert.Equal("waiting", bot.Room.Name);
        Assert.Equal(MoveStatus.AlreadyThere, (await bot.MoveAsync("STAFF")).Status);
    }

    [Fact]
    public async Task A_whisper_goes_to_the_person_whom_the_filter_saw_whoever_has_the_nickname_then()
    {
        ChatMember? ann = null;
        await using var chat = await StartAsync(new Filter(context =>
        {
            if (context.Action == ChatAction.Whisper) ann!.Rename("Anna");
            return ChatFilterResult.Pass;
        }));
        ann = chat.Room.Join("Ann").Member!;
        var bob = chat.Room.Join("Bob").Member!;
        await using var heard = Events.Watch(ann.WatchAsync());
        var sent = await bob.WhisperAsync("Ann", "psst");
        Assert.Equal((WhisperStatus.Sent, "Anna"), (sent.Status, sent.Nickname));
        Assert.Equal(new(ChatEventKind.Whispered, "Bob", "psst"), (Seen)await heard.NextAsync());
    }

    [Fact]
    public async Task Whom_a_filter_removes_is_gone_and_what_it_wanted_is_not_said()
    {
        await using var chat = await StartAsync(new Filter(async (context, cancellationToken) =>
        {
            if (context.Text == "spam") await context.Member!.KickAsync("spamming", cancellationToken);
            return ChatFilterResult.Pass;
        }));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await clients[1].TypeLineAsync("spam");
        await clients[1].ExpectLineAsync("*** You were removed from the chat: spamming ***");
        await clients[1].ExpectClosedAsync();
        await clients[0].ExpectLineAsync("--- Zoe was removed: spamming ---");
        chat.Room.Announce("that is all");
        await clients[0].ExpectLineAsync("*** that is all ***");
    }

    [Fact]
    public async Task A_filter_is_called_under_no_lock()
    {
        ChatFixture? calls = null;

        // From another thread, as a filter that asks a data base would: nothing may be locked meanwhile.
        var filter = new Filter(_ => Task.Run(() => calls!.Chat.Members.Count).Result >= 0 ? ChatFilterResult.Pass : default);
        await using var chat = calls = await StartAsync(filter);
        await Task.Run(async () =>
        {
            var ann = (await chat.Chat.JoinAsync("Ann")).Member!;
            var bob = (await chat.Chat.JoinAsync("Bob")).Member!;
            await ann.SayAsync("x");
            await ann.ActAsync("x");
            await ann.WhisperAsync(bob, "x");
            await ann.SetTopicAsync("x");
            await ann.RenameAsync("Anna");
            await ann.MoveAsync("dev");
        }).InTimeAsync();
        Assert.Equal(Enum.GetValues<ChatAction>().Order(), filter.Asked.Select(one => one.Action).Distinct().Order());
    }

    [Fact]
    public async Task A_filter_can_be_a_type_an_instance_a_factory_or_a_function()
    {
        var services = new ServiceCollection();
        services.AddLineChat().AddTransport<InMemoryTransport>()
            .AddFilter<Appending>()
            .AddFilter(new Filter(context => ChatFilterResult.Replace(context.Text + "2")))
            .AddFilter(provider => new Filter(context => ChatFilterResult.Replace($"{context.Text}{provider.GetServices<IChatFilter>().Count() - 1}")))
            .AddFilter((context, _) => new(ChatFilterResult.Replace(context.Text + "4")));
        await using var provider = services.BuildServiceProvider();
        var joined = await provider.GetRequiredService<Chat>().JoinAsync("Ann");
        Assert.Equal("Ann1234", joined.Member!.Nickname);
    }

    [Fact]
    public void A_result_needs_a_text_or_a_reason()
    {
        Assert.Equal(default, ChatFilterResult.Pass);
        Assert.Throws<ArgumentNullException>(() => ChatFilterResult.Replace(null!));
        Assert.Throws<ArgumentException>(() => ChatFilterResult.Refuse(" "));
    }

    private static Task<ChatFixture> StartAsync(IChatFilter filter) => ChatFixture.StartAsync(
        options =>
        {
            options.Limits.LinesPerSecond = 0;
            options.Limits.MaxLineLength = 100;
        },
        services => services.AddSingleton(filter));

    private static async Task WhisperAsync(MemoryChatClient author, MemoryChatClient reader)
    {
        await author.TypeLineAsync("/msg Zoe psst");
        await author.ExpectLineAsync("[you -> Zoe] psst");
        await reader.ExpectLineAsync("[Ben -> you] psst");
    }

    private sealed class Appending : IChatFilter
    {
        public ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken) => new(ChatFilterResult.Replace(context.Text + "1"));
    }
}
