using System.Net;
using System.Text;
using LineChat.Commands;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace LineChat.Tests.Rooms;

public sealed class ChatRoomTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;

    private IChatRoom Room => _chat.Room;

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync();

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public void Who_joins_is_here_and_who_leaves_is_not()
    {
        var ann = Join("Ann");
        Join("Bob");
        Assert.Equal(["Ann", "Bob"], Room.Nicknames);
        ann.Leave();
        Assert.Equal(["Bob"], Room.Nicknames);
        Assert.True(ann.Departed.IsCancellationRequested || ann.Departed.WaitHandle.WaitOne(Deadline.Time));
    }

    [Theory]
    [InlineData("", NicknameStatus.Missing)]
    [InlineData("  ", NicknameStatus.Missing)]
    [InlineData("ANN", NicknameStatus.Taken)]
    [InlineData("a b", NicknameStatus.NotAllowed)]
    public void A_nickname_is_refused_with_its_reason(string nickname, NicknameStatus status)
    {
        Join("Ann");
        var result = Room.Join(nickname);
        Assert.False(result.Succeeded);
        Assert.Equal(status, result.Status);
        Assert.Equal(status == NicknameStatus.NotAllowed, result.Reason is not null);
        Assert.Equal(["Ann"], Room.Nicknames);
    }

    [Fact]
    public async Task A_nickname_that_looks_like_another_is_taken_and_gets_none_of_its_whispers()
    {
        var ben = Join("Ben");
        var ann = Join("Ann");
        Assert.Equal(NicknameStatus.Taken, Room.Join("B\u0435n").Status);
        Assert.Equal(NicknameStatus.Taken, ann.Rename("\u0412en").Status);
        Join("B0b");
        Assert.Equal(WhisperStatus.NobodyThere, (await ann.WhisperAsync("Bob", "psst")).Status);
        Assert.Equal(NicknameStatus.Accepted, ben.Rename("B\u0435n").Status); // one's own may be any of them
        Assert.Equal(NicknameStatus.Taken, ann.Rename("Ben").Status);

        ben.Leave();
        Assert.Equal(NicknameStatus.Accepted, ann.Rename("Ben").Status);
        Assert.Equal(["Ben", "B0b"], Room.Nicknames);
    }

    [Fact]
    public void Whose_nickname_another_looks_like_is_told()
    {
        var amy = Join("Amy");
        Assert.Equal("Amy", Room.Join("Arny").Resembles);
        Assert.Equal("Amy", Join("Bob").Rename("Arny").Resembles);
        Assert.Null(Room.Join("AMY").Resembles);
        Assert.Null(amy.Rename("AMY").Resembles);
        Assert.Equal("AMY", Room.Join("arny").Resembles);
    }

    [Fact]
    public void A_nickname_is_free_again_once_its_member_has_left()
    {
        Join("Ann").Leave();
        Join("ann");
    }

    [Fact]
    public void A_renamed_member_keeps_its_place_and_frees_its_old_nickname()
    {
        var ann = Join("Ann");
        Join("Bob");
        Assert.Equal(NicknameStatus.Accepted, ann.Rename("Anna").Status);
        Assert.Equal("Anna", ann.Nickname);
        Assert.Equal(["Anna", "Bob"], Room.Nicknames);
        Assert.Equal(NicknameStatus.Taken, ann.Rename("bob").Status);
        Assert.Equal(NicknameStatus.NotAllowed, ann.Rename("a b").Status);
        Assert.Equal(NicknameStatus.Missing, ann.Rename(" ").Status);
        Join("Ann");
    }

    [Fact]
    public void A_member_may_change_the_case_of_its_own_nickname()
    {
        var ann = Join("ann");
        Assert.Equal(NicknameStatus.Accepted, ann.Rename("Ann").Status);
        Assert.Equal(["Ann"], Room.Nicknames);
        Assert.Equal(NicknameStatus.Taken, Room.Join("ann").Status);
    }

    [Fact]
    public void Who_has_left_can_no_longer_be_renamed_or_heard()
    {
        var ann = Join("Ann");
        ann.Leave();
        Assert.Equal(NicknameStatus.Closed, ann.Rename("Anna").Status);
        ann.Say("too late");
        ann.Leave();
        Assert.Empty(Room.Nicknames);
    }

    [Fact]
    public async Task Events_come_in_the_order_of_what_happens()
    {
        await using var events = Events.Watch(Room.WatchAsync());
        var ann = Join("Ann");
        ann.Say("hello");
        ann.Act("waves");
        ann.Rename("Anna");
        ann.Say("it is me");
        Room.Announce("lunch");
        ann.Leave();

        Assert.Equal(new(ChatEventKind.Arrived, "Ann"), (Seen)await events.NextAsync());
        Assert.Equal(new(ChatEventKind.Said, "Ann", "hello"), (Seen)await events.NextAsync());
        Assert.Equal(new(ChatEventKind.Acted, "Ann", "waves"), (Seen)await events.NextAsync());
        Assert.Equal(new(ChatEventKind.Renamed, "Ann", "Anna"), (Seen)await events.NextAsync());
        Assert.Equal(new(ChatEventKind.Said, "Anna", "it is me"), (Seen)await events.NextAsync());
        Assert.Equal(new(ChatEventKind.Announced, null, "lunch"), (Seen)await events.NextAsync());
        Assert.Equal(new(ChatEventKind.Departed, "Anna"), (Seen)await events.NextAsync());
    }

    [Fact]
    public async Task A_watcher_that_falls_behind_is_told_how_many_events_it_missed()
    {
        await using var events = Events.Watch(Room.WatchAsync(capacity: 2));
        Room.Announce("first"); // what it waits for
        await events.NextAsync();

        for (int i = 0; i < 10; i++) Room.Announce($"{i}");
        var taken = await events.NextAsync();
        Assert.Equal(0, taken.Dropped);

        // Between two and three are taken before there is no place: one may be in the watcher's hands already.
        await events.NextAsync();
        Room.Announce("after");
        long missed = 0;
        long seen = 2;
        ChatEvent happened;
        do
        {
            happened = await events.NextAsync();
            missed += happened.Dropped;
            seen++;
        }
        while (happened.Text != "after");

        Assert.Equal(11, missed + seen);
        Assert.True(missed > 0);
    }

    [Fact]
    public void A_watcher_has_a_place_for_one_event_at_least() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Room.WatchAsync(capacity: 0));

    [Fact]
    public async Task A_bot_hears_others_and_whispers_but_not_itself_and_its_stream_ends_when_it_leaves()
    {
        var bot = Join("Bot");
        var ann = Join("Ann");
        await using var heard = Events.Watch(bot.WatchAsync());
        bot.Say("(mine)");
        ann.Say("hello");
        Assert.Equal(WhisperStatus.Sent, (await ann.WhisperAsync("bot", "psst")).Status);
        Assert.Equal(new(ChatEventKind.Said, "Ann", "hello"), (Seen)await heard.NextAsync());
        Assert.Equal(new(ChatEventKind.Whispered, "Ann", "psst"), (Seen)await heard.NextAsync());
        Assert.Equal("Ann", bot.Correspondent);
        bot.Leave();
        await heard.ExpectEndAsync();
    }

    [Fact]
    public async Task Nobody_else_hears_a_whisper()
    {
        var ann = Join("Ann");
        var bob = Join("Bob");
        var eve = Join("Eve");
        await using var bobHears = Events.Watch(bob.WatchAsync());
        await using var eveHears = Events.Watch(eve.WatchAsync());
        await using var everybodyHears = Events.Watch(Room.WatchAsync());
        await ann.WhisperAsync("Bob", "psst");
        ann.Say("aloud");
        Assert.Equal("psst", (await bobHears.NextAsync()).Text);
        Assert.Equal("aloud", (await eveHears.NextAsync()).Text);
        Assert.Equal("aloud", (await everybodyHears.NextAsync()).Text);
    }

    [Fact]
    public async Task A_whisper_that_reaches_nobody_says_why()
    {
        var ann = Join("Ann");
        Join("Deaf");
        Assert.Equal(WhisperStatus.NobodyThere, (await ann.WhisperAsync("Bob", "psst")).Status);
        Assert.Equal(WhisperStatus.NobodyThere, (await ann.WhisperAsync("not a name", "psst")).Status);
        Assert.Equal(WhisperStatus.NobodyThere, (await ann.WhisperAsync("", "psst")).Status);
        Assert.Equal(WhisperStatus.Empty, (await ann.WhisperAsync("Deaf", "")).Status);
        Assert.Equal(WhisperStatus.NotReading, (await ann.WhisperAsync("Deaf", "psst")).Status);
    }

    [Fact]
    public async Task A_whisper_does_not_reach_a_person_of_another_room()
    {
        var ann = Join("Ann");
        await using var other = await ChatFixture.StartAsync();
        var bob = other.Room.Join("Bob").Member!;
        var zoe = other.Room.Join("Zoe").Member!;
        await using var bobHears = Events.Watch(bob.WatchAsync());
        await using var zoeHears = Events.Watch(zoe.WatchAsync());
        Assert.Equal(WhisperStatus.Sent, (await zoe.WhisperAsync("Bob", "psst")).Status);
        Assert.Equal(WhisperStatus.HasLeft, (await ann.WhisperAsync(zoe, "hello?")).Status);
    }

    [Fact]
    public async Task A_reply_reaches_the_person_though_somebody_else_takes_the_name_meanwhile()
    {
        var connection = new Gate();
        var ann = Room.Join("Ann", connection).Member!;
        var bob = Join("Bob");
        await bob.WhisperAsync("Ann", "psst");
        await ((LineChat.Rooms.Member)ann).Delivery!.WaitForRoomAsync(100_000, Deadline.Token); // until that has been sent
        connection.Close();
        var room = ann.ReplyAsync(new byte[100_000]); // so that what Ann does next waits for room
        var reply = new ReplyCommand().ExecuteAsync(new(_chat.Chat, ann, "a secret", []), Deadline.Token);
        Assert.False(reply.IsCompleted);
        Assert.Equal(NicknameStatus.Accepted, bob.Rename("Robert").Status);
        var eve = Join("Bob");
        await using var bobHears = Events.Watch(bob.WatchAsync());
        await using var eveHears = Events.Watch(eve.WatchAsync());
        connection.Open();
        await room.InTimeAsync();
        await reply.InTimeAsync();
        Room.Announce("aloud");
        Assert.Equal(new(ChatEventKind.Whispered, "Ann", "a secret"), (Seen)await bobHears.NextAsync());
        Assert.Equal(new(ChatEventKind.Announced, null, "aloud"), (Seen)await eveHears.NextAsync());
    }

    [Fact]
    public async Task A_whisper_to_a_person_who_has_left_reaches_nobody()
    {
        var ann = Join("Ann");
        var bob = Join("Bob");
        await using var annHears = Events.Watch(ann.WatchAsync());
        await bob.WhisperAsync("Ann", "psst");
        bob.Rename("Robert");
        bob.Leave();
        await using var otherHears = Events.Watch(Join("Robert").WatchAsync());
        Assert.Equal(WhisperStatus.HasLeft, (await ann.AnswerAsync("still there?")).Status);
        Assert.Equal("Robert", ann.Correspondent);
        Assert.Equal(WhisperStatus.HasLeft, (await ann.WhisperAsync(Substitute.For<ChatMember>(), "who are you?")).Status);
        Assert.Equal(WhisperStatus.Empty, (await ann.AnswerAsync("")).Status);
        Room.Announce("aloud");
        Assert.Equal(new(ChatEventKind.Announced, null, "aloud"), (Seen)await otherHears.NextAsync());
    }

    [Fact]
    public async Task Who_no_longer_watches_is_not_reading()
    {
        var ann = Join("Ann");
        var bot = Join("Bot");
        var heard = Events.Watch(bot.WatchAsync());
        Assert.Equal(WhisperStatus.Sent, (await ann.WhisperAsync("Bot", "psst")).Status);
        await heard.NextAsync();
        await ann.WhisperAsync("Bot", "the last");
        await heard.EndAsync();
        Assert.Equal(WhisperStatus.NotReading, (await ann.WhisperAsync("Bot", "psst")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_whisper_has_the_names_of_the_moment_it_is_sent(bool isAuthor)
    {
        Action rename = () => { };
        var formatter = new ThrowingFormatter(message =>
        {
            if (message.Kind == ChatMessageKind.WhisperSent) Interlocked.Exchange(ref rename, () => { })();
            return false;
        });
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var bot = chat.Room.Join("Bot").Member!;
        await ann.ExpectLineAsync("+++ Bot arrived +++");
        await ann.TypeLineAsync("/msg Bot psst");
        await ann.ExpectLineAsync("Bot isn't reading at the moment; your message was not delivered.");
        if (isAuthor)
        {
            rename = () => bot.Rename("Robot");
            Assert.Equal(WhisperStatus.Sent, (await bot.WhisperAsync("Ann", "beep")).Status);
            await ann.ExpectLineAsync("*** Bot is now Robot ***");
            await ann.ExpectLineAsync("[Robot -> you] beep");
        }
        else
        {
            await bot.WhisperAsync("Ann", "beep");
            await ann.ExpectLineAsync("[Bot -> you] beep");
            await using var heard = Events.Watch(bot.WatchAsync());
            rename = () => bot.Rename("Robot");
            await ann.TypeLineAsync("/reply psst");
            await ann.ExpectLineAsync("*** Bot is now Robot ***");
            await ann.ExpectLineAsync("[you -> Robot] psst");
        }
    }

    [Fact]
    public void An_empty_room_closes_without_a_failure_that_nobody_observes()
    {
        var failed = new List<Exception>();
        void Observe(object? sender, UnobservedTaskExceptionEventArgs args) => failed.Add(args.Exception);
        TaskScheduler.UnobservedTaskException += Observe;
        Room.Close();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Observe;
        Assert.DoesNotContain(failed, exception => $"{exception}".Contains("DismissAsync", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Disposing_of_a_member_waits_until_all_is_sent_that_is_owed_to_it()
    {
        var connection = new Gate();
        var ann = Room.Join("Ann", connection).Member!;
        connection.Close();
        Room.Announce("the last");
        var disposing = ann.DisposeAsync().AsTask();
        Assert.True(ann.Departed.WaitHandle.WaitOne(Deadline.Time));
        Assert.False(disposing.IsCompleted);
        connection.Open();
        await disposing.InTimeAsync();
        Assert.EndsWith("*** the last ***\r\n", connection.Taken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_bot_says_reaches_members_with_connections()
    {
        var ann = (await _chat.SignOnAsync("Ann"))[0];
        var bot = Join("Bot");
        await ann.ExpectLineAsync("+++ Bot arrived +++");
        bot.Say("beep");
        await ann.ExpectLineAsync("Bot> beep");
        Room.Announce("lunch");
        await ann.ExpectLineAsync("*** lunch ***");
        await bot.WhisperAsync("ann", "psst");
        await ann.ExpectLineAsync("[Bot -> you] psst");
        await bot.ReplyAsync(new ChatMessage(ChatMessageKind.Who));
        await bot.DisposeAsync();
        await ann.ExpectLineAsync("--- Bot left ---");
    }

    [Fact]
    public async Task What_the_host_says_cannot_forge_a_line()
    {
        var ann = (await _chat.SignOnAsync("Ann"))[0];
        Room.Announce("a\r\nBob> b\u001b[2J");
        string line = await ann.ReadLineAsync();
        Assert.StartsWith("*** a", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', line);
        Room.Announce("next");
        await ann.ExpectLineAsync("*** next ***");
    }

    [Fact]
    public async Task Saying_nothing_says_nothing()
    {
        var ann = (await _chat.SignOnAsync("Ann"))[0];
        var bot = Join("Bot");
        bot.Say("");
        bot.Act("");
        Room.Announce("");
        bot.Say("x");
        await ann.ExpectLineAsync("+++ Bot arrived +++");
        await ann.ExpectLineAsync("Bot> x");
    }

    [Fact]
    public async Task There_is_exactly_one_departure_however_many_threads_let_a_member_leave()
    {
        await using var events = Events.Watch(Room.WatchAsync());
        for (int round = 0; round < 200; round++)
        {
            var ann = Join("Ann");
            using var start = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                ann.Leave();
            }))).InTimeAsync();
            Assert.Equal(ChatEventKind.Arrived, (await events.NextAsync()).Kind);
            Assert.Equal(ChatEventKind.Departed, (await events.NextAsync()).Kind);
        }
    }

    [Fact]
    public async Task Who_is_here_agrees_with_the_arrivals_and_departures_seen()
    {
        var watcher = (await _chat.SignOnAsync("Watcher"))[0];
        var here = new HashSet<string> { "Watcher" };
        for (int round = 0; round < 15; round++)
        {
            var coming = Enumerable.Range(0, 3).Select(who => Task.Run(() =>
            {
                for (int i = 0; i < 50; i++)
                {
                    var member = Join($"m{who}.{i}");
                    if (i % 3 == 0) member.Rename($"n{who}.{i}");
                    member.Leave();
                }
            })).ToArray();
            await watcher.TypeLineAsync("/who");
            string line;
            while (!(line = await watcher.ReadLineAsync()).Contains(" here: ", StringComparison.Ordinal))
            {
                string[] words = line.Split(' ');
                if (words[2] == "arrived") Assert.True(here.Add(words[1]));
                else if (words[2] == "left") Assert.True(here.Remove(words[1]));
                else if (words[2] == "is") Assert.True(here.Remove(words[1]) && here.Add(words[4]));
                else Assert.DoesNotContain("skipped", line, StringComparison.Ordinal);
            }

            Assert.StartsWith($"{here.Count} here: ", line, StringComparison.Ordinal);
            Assert.Equal(here.Order(), line[..^1].Split(": ")[1].Split(", ").Order());
            await Task.WhenAll(coming).InTimeAsync();
        }
    }

    [Fact]
    public async Task Closing_ends_everything()
    {
        var ann = (await _chat.SignOnAsync("Ann"))[0];
        var bot = Join("Bot");
        await ann.ExpectLineAsync("+++ Bot arrived +++");
        await using var events = Events.Watch(Room.WatchAsync());
        await using var heard = Events.Watch(bot.WatchAsync());

        Room.Close();
        Room.Close();
        await events.ExpectEndAsync();
        await heard.ExpectEndAsync();
        await ann.ExpectLineAsync("*** The server is stopping. ***");
        await ann.ExpectClosedAsync();
        Assert.Empty(Room.Nicknames);
        Assert.Equal(NicknameStatus.Closed, Room.Join("Bob").Status);
        bot.Say("too late");
        Room.Announce("too late");
        await using var late = Events.Watch(Room.WatchAsync());
        await late.ExpectEndAsync();
    }

    [Fact]
    public async Task A_newcomer_is_told_what_was_said_before_if_the_options_say_so()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Log.HistoryLines = 3);
        chat.Room.Announce("1");
        chat.Room.Announce("2");
        chat.Room.Join("Bot").Member!.Say("3");
        var ann = chat.Connect();
        await ann.ExpectAsync(ChatClient.Prompt);
        await ann.TypeLineAsync("Ann");
        await ann.ExpectLineAsync("*** 2 ***");
        await ann.ExpectLineAsync("+++ Bot arrived +++");
        await ann.ExpectLineAsync("Bot> 3");
        await ann.ExpectLineAsync("Welcome, Ann! 2 here: Bot, Ann. Type /help for commands.");
    }

    [Fact]
    public async Task The_welcome_names_twenty_and_counts_the_others()
    {
        for (int i = 1; i <= 21; i++) Join($"b{i}");
        var ann = _chat.Connect();
        await ann.ExpectAsync(ChatClient.Prompt);
        await ann.TypeLineAsync("Ann");
        string names = string.Join(", ", Enumerable.Range(1, 20).Select(i => $"b{i}"));
        await ann.ExpectLineAsync($"Welcome, Ann! 22 here: {names} and 2 more. Type /help for commands.");
    }

    [Theory]
    [InlineData(ChatMessageKind.Arrived)]
    [InlineData(ChatMessageKind.Welcome)]
    [InlineData(ChatMessageKind.Said)]
    public async Task A_formatter_that_throws_ends_that_session_alone(ChatMessageKind bad)
    {
        var formatter = new ThrowingFormatter(message => message.Kind == bad && message is { Nickname: "" or "Eve" });
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var eve = chat.Connect();
        await eve.ExpectAsync(ChatClient.Prompt);
        await eve.TypeLineAsync("Eve");
        if (bad == ChatMessageKind.Said) await eve.TypeLineAsync("hello");
        if (bad == ChatMessageKind.Said) await eve.ReadLineAsync();
        await eve.ExpectClosedAsync();

        if (bad != ChatMessageKind.Arrived)
        {
            await ann.ExpectLineAsync("+++ Eve arrived +++");
            await ann.ExpectLineAsync("--- Eve left ---");
        }

        Assert.Equal(["Ann"], chat.Room.Nicknames);
        chat.Room.Announce("still here");
        await ann.ExpectLineAsync("*** still here ***");
    }

    [Theory]
    [InlineData("/me", ChatMessageKind.Usage)]
    [InlineData("/me waves", ChatMessageKind.Acted)]
    [InlineData("/who", ChatMessageKind.Who)]
    public async Task A_formatter_that_throws_at_a_command_ends_nothing(string command, ChatMessageKind bad)
    {
        var formatter = new ThrowingFormatter(message => message.Kind == bad);
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync(command);
        await ann.ExpectLineAsync($"Something went wrong with {command.Split(' ')[0]}. It has been logged.");
        chat.Room.Announce("still here");
        await ann.ExpectLineAsync("*** still here ***");
    }

    [Fact]
    public async Task A_departure_that_cannot_be_put_into_words_happens_all_the_same()
    {
        var formatter = new ThrowingFormatter(message => message.Kind == ChatMessageKind.Left);
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[1].TypeLineAsync("/quit");
        await clients[1].ExpectClosedAsync();
        Assert.Equal(["Ann"], chat.Room.Nicknames);
    }

    [Fact]
    public async Task A_stop_that_cannot_be_put_into_words_happens_all_the_same()
    {
        var formatter = new ThrowingFormatter(message => message.Kind == ChatMessageKind.Stopping);
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await ann.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_policy_that_throws_ends_that_session_alone()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(new ThrowingPolicy("Eve")));
        var ann = (await chat.SignOnAsync("Ann"))[0];
        var eve = chat.Connect();
        await eve.ExpectAsync(ChatClient.Prompt);
        await eve.TypeLineAsync("Eve");
        await eve.ExpectClosedAsync();
        chat.Room.Announce("still here");
        await ann.ExpectLineAsync("*** still here ***");
    }

    [Fact]
    public async Task The_policy_may_call_the_room()
    {
        ChatFixture? calls = null;
        var policy = new Policy(candidate =>
        {
            // From another thread, as a policy that asks a data base would: nothing may be locked meanwhile.
            int here = Task.Run(() => calls!.Room.Nicknames.Count).Result;
            return NicknameCheck.Allow($"{candidate}{here}");
        });
        await using var chat = calls = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(policy));
        Assert.Equal("Ann0", (await Task.Run(() => chat.Room.Join("Ann")).InTimeAsync()).Member!.Nickname);
        Assert.Equal("Bob1", (await Task.Run(() => chat.Room.Join("Bob")).InTimeAsync()).Member!.Nickname);
    }

    private ChatMember Join(string nickname)
    {
        var result = Room.Join(nickname);
        Assert.True(result.Succeeded, $"{nickname} is refused: {result.Status}");
        return result.Member;
    }

    private sealed class Policy(Func<string, NicknameCheck> check) : INicknamePolicy
    {
        public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken) => new(check(candidate));
    }

    /// <summary>A connection that takes what is sent as long as it is open.</summary>
    private sealed class Gate : IChatConnection
    {
        private TaskCompletionSource? _closed;

        public string Id => "gate";

        public EndPoint? RemoteEndPoint => null;

        public string Taken { get; private set; } = "";

        public void Close() => _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _closed!.SetResult();

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (_closed is { } closed) await closed.Task;
            Taken += Encoding.UTF8.GetString(bytes.Span);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
