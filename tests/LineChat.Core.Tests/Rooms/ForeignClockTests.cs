using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>The host's clock is asked without a lock, and one that throws hurts only its caller.</summary>
public sealed class ForeignClockTests
{
    private readonly Clock _clock = new();
    private readonly ChatCore _chat;

    public ForeignClockTests() => _chat = Core.New(new LineChatOptions(), time: _clock);

    [Fact]
    public async Task It_is_asked_under_the_lock_of_no_room_whatever_happens()
    {
        await using var all = Events.Watch(_chat.WatchAsync(1000, default));
        await using var lobby = Events.Watch(_chat.Lobby.WatchAsync(1000, default));
        _clock.Asked = () => Assert.DoesNotContain(_chat.Rooms, room => ((ChatRoom)room).Lock.IsHeldByCurrentThread);

        var ann = _chat.Lobby.Join("Ann").Member!;
        var bot = _chat.Lobby.Join("Bot").Member!;
        await using var heard = Events.Watch(bot.WatchAsync(1000));
        ann.Say("hello");
        ann.Act("waves");
        ann.Rename("Anna");
        Assert.Equal(WhisperStatus.Sent, (await ann.WhisperAsync("Bot", "psst")).Status);
        await ann.SetTopicAsync("topic");
        _chat.Announce("everybody");
        _chat.Lobby.Announce("lobby");
        ann.Move("play");
        ann.Move("dev");
        var quiet = (await _chat.OpenRoomAsync("quiet", null, default)).Room!;
        ann.Move(quiet);
        quiet.Close();
        ann.Leave();
        Assert.InRange(_clock.Times, 10, 100);

        ChatEventKind[] happened =
        [
            ChatEventKind.Arrived, ChatEventKind.Arrived, ChatEventKind.Said, ChatEventKind.Acted, ChatEventKind.Renamed,
            ChatEventKind.TopicChanged, ChatEventKind.Announced, ChatEventKind.Announced,
            ChatEventKind.Departed, ChatEventKind.Arrived, ChatEventKind.Departed, ChatEventKind.RoomClosed, ChatEventKind.Arrived,
            ChatEventKind.Departed, ChatEventKind.RoomClosed, ChatEventKind.Arrived,
            ChatEventKind.RoomClosed, ChatEventKind.Departed, ChatEventKind.Arrived, ChatEventKind.Departed,
        ];
        foreach (var kind in happened)
        {
            var one = await all.NextAsync();
            Assert.Equal((kind, Clock.Now), (one.Kind, one.Time));
        }
    }

    [Fact]
    public async Task A_whisper_that_fails_once_its_place_is_taken_leaves_nothing_that_holds_up_its_author()
    {
        var connection = new StalledConnection();
        connection.TakeAll();
        var ann = _chat.Lobby.Join("Ann", connection).Member!;
        var bot = _chat.Lobby.Join("Bot").Member!;
        await using var heard = Events.Watch(bot.WatchAsync());
        _clock.Asked = static () => throw new InvalidOperationException("The clock has failed.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => ann.WhisperAsync("Bot", "psst").AsTask());
        _clock.Asked = null;
        Assert.Equal(0, ((Member)ann).Delivery!.Owed);

        Assert.Equal(WhisperStatus.Sent, (await ann.WhisperAsync("Bot", "again")).Status);
        await ann.DisposeAsync().InTimeAsync();
        Assert.EndsWith("[you -> Bot] again\r\n", connection.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain("psst", connection.Heard, StringComparison.Ordinal);
        Assert.Equal("again", (await heard.NextAsync()).Text);
    }

    private sealed class Clock : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

        public Action? Asked { get; set; }

        public int Times { get; private set; }

        public override DateTimeOffset GetUtcNow()
        {
            Times++;
            Asked?.Invoke();
            return Now;
        }
    }
}
