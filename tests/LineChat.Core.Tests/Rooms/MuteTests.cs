using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>Members who may read and not speak.</summary>
public sealed class MuteTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;
    private MemoryChatClient _ben = null!;
    private MemoryChatClient _zoe = null!;
    private ChatMember _muted = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecond = 0);
        var clients = await _chat.SignOnAsync("Ben", "Zoe");
        (_ben, _zoe) = (clients[0], clients[1]);
        _muted = (await _chat.Chat.FindMemberAsync("Zoe"))!;
        _chat.Time.SetUtcNow(new(2030, 5, 6, 12, 0, 30, TimeSpan.Zero));
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Theory]
    [InlineData("hello")]
    [InlineData("/me waves")]
    [InlineData("/msg Ben psst")]
    [InlineData("/reply psst")]
    [InlineData("/nick Eve")]
    [InlineData("/topic What Zoe wants")]
    public async Task What_a_muted_member_types_is_refused_and_it_is_told_until_when(string typed)
    {
        await _ben.TypeLineAsync("/msg Zoe psst");
        await _ben.ExpectLineAsync("[you -> Zoe] psst");
        await _zoe.ExpectLineAsync("[Ben -> you] psst");
        await _muted.MuteAsync(Now.AddMinutes(5));
        await _zoe.TypeLineAsync(typed);
        await _zoe.ExpectLineAsync("You are muted until 12:06 UTC.");
        _chat.Room.Announce("next");
        await _ben.ExpectLineAsync("*** next ***");
        Assert.Equal("", _chat.Room.Topic);
        Assert.Equal("Zoe", _muted.Nickname);
    }

    [Fact]
    public async Task What_the_hosts_code_does_with_a_muted_member_is_refused_with_the_reason()
    {
        var bot = _chat.Room.Join("Bot").Member!;
        var ann = _chat.Room.Join("Ann").Member!;
        await ann.WhisperAsync("Bot", "psst");
        await using var heard = Events.Watch(bot.WatchAsync());
        await ann.WhisperAsync("Bot", "psst");
        await bot.MuteAsync(DateTimeOffset.MaxValue);
        SayResult[] refused = [await bot.SayAsync("x"), await bot.SayAsync("x"u8.ToArray()), await bot.SayAsync(""), await bot.ActAsync("waves"), await bot.SetTopicAsync("x")];
        Assert.All(refused, result => Assert.Equal((SayStatus.Refused, false, "The member is muted."), (result.Status, result.Succeeded, result.Reason)));
        var renamed = await bot.RenameAsync("Robot");
        Assert.Equal((NicknameStatus.Refused, "The member is muted."), (renamed.Status, renamed.Reason));
        WhisperResult[] whispers = [await bot.WhisperAsync("Ann", "x"), await bot.WhisperAsync(ann, "x"), await bot.AnswerAsync("x")];
        Assert.All(whispers, result => Assert.Equal((WhisperStatus.Refused, "Ann", "The member is muted."), (result.Status, result.Nickname, result.Reason)));
        await bot.MuteAsync(Now.AddDays(1));
        Assert.Equal("The member is muted until 2030-05-07 12:01 UTC.", (await bot.SayAsync("x")).Reason);
    }

    [Fact]
    public async Task Who_goes_to_another_room_stays_muted_there()
    {
        await _muted.MuteAsync(Now.AddHours(1));
        await _zoe.TypeLineAsync("/join dev");
        await _zoe.ExpectLineAsync("You are in dev. 1 here: Zoe.");
        await _zoe.TypeLineAsync("hello");
        await _zoe.ExpectLineAsync("You are muted until 13:01 UTC.");
        Assert.Equal(Now.AddHours(1), _muted.MutedUntil);
        await _zoe.TypeLineAsync("/who");
        await _zoe.ExpectLineAsync("1 here: Zoe.");
    }

    [Fact]
    public async Task The_end_is_a_time_of_the_clock()
    {
        await _muted.MuteAsync(new DateTimeOffset(2030, 5, 6, 14, 5, 0, TimeSpan.FromHours(2)));
        Assert.Equal(Now.AddMinutes(4.5), _muted.MutedUntil);
        await _zoe.TypeLineAsync("hello");
        await _zoe.ExpectLineAsync("You are muted until 12:05 UTC.");
        _chat.Time.Advance(TimeSpan.FromMinutes(4.5) - TimeSpan.FromTicks(1));
        Assert.NotNull(_muted.MutedUntil);
        _chat.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(_muted.MutedUntil);
        await _zoe.TypeLineAsync("hello");
        await _ben.ExpectLineAsync("Zoe> hello");
    }

    [Fact]
    public async Task Who_is_muted_can_speak_as_soon_as_that_is_lifted()
    {
        await _muted.MuteAsync(DateTimeOffset.MaxValue);
        Assert.Equal(DateTimeOffset.MaxValue, _muted.MutedUntil);
        await _zoe.TypeLineAsync("hello");
        await _zoe.ExpectLineAsync("You are muted.");
        await _muted.MuteAsync(null);
        Assert.Null(_muted.MutedUntil);
        await _zoe.TypeLineAsync("hello");
        await _ben.ExpectLineAsync("Zoe> hello");
    }

    [Fact]
    public async Task Watchers_are_told_who_is_muted_until_when()
    {
        await using var events = Events.Watch(_chat.Chat.WatchAsync());
        await _muted.MuteAsync(Now.AddMinutes(5));
        await _muted.MuteAsync(null);
        await _muted.MuteAsync(Now.AddMinutes(-5));
        var (muted, lifted, past) = (await events.NextAsync(), await events.NextAsync(), await events.NextAsync());
        Assert.Equal((ChatEventKind.Muted, _muted, "Zoe", _chat.Room, Now.AddMinutes(5)), (muted.Kind, muted.Member, muted.Nickname, muted.Room, muted.Until));
        Assert.Equal((ChatEventKind.Unmuted, _muted, null), (lifted.Kind, lifted.Member, lifted.Until));
        Assert.Equal((ChatEventKind.Unmuted, null), (past.Kind, past.Until));
        _muted.Leave();
        await _muted.MuteAsync(DateTimeOffset.MaxValue);
        Assert.Equal(ChatEventKind.Departed, (await events.NextAsync()).Kind);
        _chat.Room.Announce("that is all");
        Assert.Equal(ChatEventKind.Announced, (await events.NextAsync()).Kind);
    }

    private DateTimeOffset Now => _chat.Time.GetUtcNow();
}
