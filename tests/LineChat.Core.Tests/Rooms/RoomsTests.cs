using System.Runtime.CompilerServices;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>What the host does with rooms.</summary>
public sealed class RoomsTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;

    private Chat Chat => _chat.Chat;

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync(options =>
    {
        options.Rooms.MaxRooms = 4;
        options.Rooms.Permanent["dev"] = new() { Topic = "What we build" };
    });

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public void There_are_the_lobby_and_the_configured_rooms()
    {
        Assert.Equal(["lobby", "dev"], Chat.Rooms.Select(room => room.Name));
        Assert.Same(Chat.Lobby, _chat.Room);
        Assert.Equal("What we build", Chat.FindRoom("DEV")!.Topic);
        Assert.Equal(_chat.Time.GetUtcNow(), Chat.Lobby.OpenedAt);
        Assert.Null(Chat.FindRoom("play"));
        Assert.Null(Chat.FindRoom("no name"));
    }

    [Fact]
    public async Task A_room_that_the_host_opens_stays_and_one_that_a_member_opens_goes_with_the_last()
    {
        var ann = Join("Ann");
        var play = (await Chat.OpenRoomAsync("play")).Room!;
        Assert.Equal(MoveStatus.Moved, ann.Move(play).Status);
        Assert.Equal(MoveStatus.Moved, ann.Move("quiet").Status);
        Assert.Equal(["lobby", "dev", "play", "quiet"], Chat.Rooms.Select(room => room.Name));
        ann.Leave();
        Assert.Equal(["lobby", "dev", "play"], Chat.Rooms.Select(room => room.Name));
        Assert.Equal(MoveStatus.Moved, Join("Bob").Move("quiet").Status);
    }

    [Fact]
    public async Task A_room_that_a_member_opened_stays_once_the_host_has_opened_it_too()
    {
        var ann = Join("Ann");
        ann.Move("play");
        var again = await Chat.OpenRoomAsync("Play");
        Assert.Equal(OpenRoomStatus.AlreadyOpen, again.Status);
        Assert.Same(ann.Room, again.Room);
        ann.Move(Chat.Lobby);
        Assert.Contains(again.Room, Chat.Rooms);
    }

    [Fact]
    public async Task What_is_said_while_a_room_closes_is_heard_by_those_who_are_still_in_it()
    {
        using var hold = new ManualResetEventSlim();
        var held = new TaskCompletionSource();
        var formatter = new ThrowingFormatter(message =>
        {
            if (message.Kind != ChatMessageKind.CameFrom) return false;
            held.TrySetResult();
            hold.Wait(Deadline.Time);
            return false;
        });
        var chat = Core.New(new(), formatter);
        var room = (await chat.OpenRoomAsync("dev", null, Deadline.Token)).Room!;
        var members = await Task.WhenAll(((string[])["Ann", "Ben", "Zoe"]).Select(async name => (await room.JoinAsync(name)).Member!));
        await using var heard = members[2].WatchAsync().GetAsyncEnumerator();
        var first = heard.MoveNextAsync().AsTask();
        var closing = Task.Run(async () => await room.CloseAsync());
        await held.Task.InTimeAsync();

        await members[1].SayAsync("hello?");
        Assert.True(await first.InTimeAsync());
        while (heard.Current.Kind != ChatEventKind.Said) Assert.True(await heard.MoveNextAsync().InTimeAsync());
        Assert.Equal("hello?", heard.Current.Text);
        hold.Set();
        await closing.InTimeAsync();
        Assert.All(members, member => Assert.Same(chat.Lobby, member.Room));
    }

    [Fact]
    public async Task Two_names_that_look_alike_are_one_room()
    {
        Assert.Equal(OpenRoomStatus.Opened, (await Chat.OpenRoomAsync("open")).Status);
        foreach (string alike in (string[])["OPEN", "0pen", "\u043Epen", "#open", "op\u0435n"])
        {
            var found = await Chat.OpenRoomAsync(alike);
            Assert.Equal(("open", OpenRoomStatus.AlreadyOpen), (found.Room!.Name, found.Status));
            Assert.Same(found.Room, Chat.FindRoom(alike));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\u001B[2J")]
    [InlineData("#")]
    [InlineData("a-name-of-thirty-three-characters")]
    public async Task A_name_that_is_not_allowed_opens_nothing_and_says_why(string name)
    {
        var result = await Chat.OpenRoomAsync(name);
        Assert.False(result.Succeeded);
        Assert.NotEmpty(result.Reason);
        Assert.Equal(MoveStatus.NoRoom, Join("Ann").Move(name).Status);
        Assert.Equal(2, Chat.Rooms.Count);
    }

    [Fact]
    public async Task There_are_no_more_rooms_than_may_be()
    {
        Assert.True((await Chat.OpenRoomAsync("one")).Succeeded);
        var ann = Join("Ann");
        Assert.True(ann.Move("two").Succeeded);
        Assert.Equal("There are 4 rooms at most, and no more can be opened.", (await Chat.OpenRoomAsync("three")).Reason);
        var result = Join("Bob").Move("three");
        Assert.Equal((MoveStatus.NoRoom, "There are 4 rooms at most, and no more can be opened."), (result.Status, result.Reason));
        ann.Leave();
        Assert.True((await Chat.OpenRoomAsync("three")).Succeeded);
        await _chat.ExpectReachedAsync(LineChat.Diagnostics.ChatLimit.Rooms, 2);
    }

    [Fact]
    public async Task Everybody_is_in_one_room_and_found_by_name_wherever_that_is()
    {
        var ann = Join("Ann");
        var bob = (await Chat.FindRoom("dev")!.JoinAsync("Bob")).Member!;
        Assert.Equal([ann, bob], Chat.Members);
        Assert.Equal([bob], bob.Room.Members);
        Assert.Equal(1, bob.Room.MemberCount);
        Assert.Same(bob, await Chat.FindMemberAsync("BOB"));
        Assert.Null(await Chat.FindMemberAsync("Zoe"));
        Assert.Null(await Chat.FindMemberAsync(" "));
        Assert.Equal(NicknameStatus.Taken, ann.Room.Join("bob").Status);
        bob.Leave();
        Assert.Null(await Chat.FindMemberAsync("Bob"));
        Assert.Equal("dev", bob.Room.Name);
    }

    [Fact]
    public async Task All_rooms_can_be_watched_and_a_move_is_a_departure_and_then_an_arrival()
    {
        await using var events = Events.Watch(Chat.WatchAsync());
        var dev = Chat.FindRoom("dev")!;
        var ann = Join("Ann");
        ann.Move(dev);
        ann.Say("hello");
        Chat.Announce("lunch");
        ann.Leave();

        Assert.Equal(new ChatEvent { Kind = ChatEventKind.Arrived, Member = ann, Nickname = "Ann", Room = Chat.Lobby, Time = _chat.Time.GetUtcNow() }, await events.NextAsync());
        var left = await events.NextAsync();
        Assert.Equal((ChatEventKind.Departed, Chat.Lobby, dev, DepartureReason.WentToRoom), (left.Kind, left.Room, left.OtherRoom, left.Reason));
        var arrived = await events.NextAsync();
        Assert.Equal((ChatEventKind.Arrived, dev, Chat.Lobby, null), (arrived.Kind, arrived.Room, arrived.OtherRoom, arrived.Reason));
        Assert.Equal("hello", (await events.NextAsync()).Text);
        Assert.Equal([Chat.Lobby, dev], [(await events.NextAsync()).Room, (await events.NextAsync()).Room]);
        Assert.Equal(DepartureReason.LeftChat, (await events.NextAsync()).Reason);
        Chat.Close();
        await events.ExpectEndAsync();
    }

    [Fact]
    public async Task What_a_bot_hears_goes_with_it_to_another_room()
    {
        var dev = Chat.FindRoom("dev")!;
        var ann = Join("Ann");
        var bot = Join("Bot");
        await using var heard = Events.Watch(bot.WatchAsync());
        ann.Say("one");
        bot.Move(dev);
        ann.Say("two");
        ann.Move(dev);
        ann.Say("three");
        Assert.Equal("one", (await heard.NextAsync()).Text);
        Assert.Equal(ChatEventKind.Arrived, (await heard.NextAsync()).Kind);
        Assert.Equal("three", (await heard.NextAsync()).Text);
        Assert.Equal(WhisperStatus.Sent, (await ann.WhisperAsync("Bot", "psst")).Status);
        Assert.Equal("psst", (await heard.NextAsync()).Text);
    }

    [Fact]
    public async Task When_a_room_is_closed_everybody_in_it_goes_to_the_lobby()
    {
        var dev = Chat.FindRoom("dev")!;
        var ann = (await _chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/join dev");
        await ann.ExpectLineAsync("You are in dev. 1 here: Ann.");
        await ann.ExpectLineAsync("Topic: What we build");
        await using var events = Events.Watch(dev.WatchAsync());
        dev.Close();
        dev.Close();
        await ann.ExpectLineAsync("*** dev is closed. You go to lobby. ***");
        await ann.ExpectLineAsync("You are in lobby. 1 here: Ann.");
        Assert.Equal(ChatEventKind.RoomClosed, (await events.NextAsync()).Kind);
        Assert.Equal(ChatEventKind.Departed, (await events.NextAsync()).Kind);
        await events.ExpectEndAsync();
        Assert.Equal(NicknameStatus.Closed, dev.Join("Bob").Status);
        Assert.Equal(MoveStatus.NoRoom, Join("Zoe").Move(dev).Status);
        Assert.Equal([Chat.Lobby], Chat.Rooms);
    }

    [Fact]
    public async Task To_close_the_lobby_is_to_close_the_chat()
    {
        var bob = (await Chat.FindRoom("dev")!.JoinAsync("Bob")).Member!;
        Chat.Lobby.Close();
        Assert.True(bob.Departed.IsCancellationRequested);
        Assert.Empty(Chat.Members);
        Assert.Equal(NicknameStatus.Closed, (await Chat.JoinAsync("Ann")).Status);
        Assert.Equal("The chat is closed.", (await Chat.OpenRoomAsync("play")).Reason);
    }

    [Fact]
    public async Task A_topic_is_one_safe_line_of_512_bytes_at_most()
    {
        var ann = (await _chat.SignOnAsync("Ann"))[0];
        Chat.Lobby.SetTopic(" a\r\nb\u001B[2J ");
        await ann.ExpectLineAsync("*** The topic is now: a b ***");
        Assert.Equal("a b", Chat.Lobby.Topic);
        Chat.Lobby.SetTopic(new string('\u00E9', 300));
        Assert.Equal(new string('\u00E9', 256), Chat.Lobby.Topic);
        Chat.Lobby.SetTopic("");
        await ann.ReadUntilAsync(line => line == "*** The topic was removed. ***");
        Assert.Equal("", Chat.Lobby.Topic);
    }

    [Fact]
    public async Task A_member_cannot_go_to_a_room_of_another_chat()
    {
        await using var other = await ChatFixture.StartAsync();
        var ann = Join("Ann");
        await Assert.ThrowsAsync<ArgumentException>(() => ann.MoveAsync(other.Room).AsTask());
        Assert.Same(Chat.Lobby, ann.Room);
    }

    [Fact]
    public void Nothing_of_a_room_stays_in_memory_when_it_is_gone() => GoneMembersTests.ExpectGone(OpenAndLeave());

    [Fact]
    public void A_member_that_the_host_keeps_keeps_nothing_that_was_said_in_a_room_that_is_gone()
    {
        var (member, log) = OpenAndQuit();
        GoneMembersTests.ExpectGone(log);
        Assert.Equal("play", member.Room.Name);
    }

    [Fact]
    public void A_quiet_room_takes_no_more_than_8_KB()
    {
        const int Rooms = 1000;
        var core = Core.New(new LineChatOptions { Rooms = { MaxRooms = 2 * Rooms } });
        Open(core, 0, 10);
        long before = GC.GetAllocatedBytesForCurrentThread(); // other tests run beside this one
        Open(core, 10, Rooms);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rooms, 1000, 8 * 1024);
        GC.KeepAlive(core);
    }

    private static void Open(Chat chat, int from, int count)
    {
        for (int i = from; i < from + count; i++) Assert.True(chat.OpenRoomAsync($"room{i}").AsTask().Result.Succeeded);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference OpenAndLeave()
    {
        var ann = Join("Ann");
        ann.Move("play");
        var room = new WeakReference(ann.Room);
        ann.Say("hello");
        ann.Move(Chat.Lobby);
        return room;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (ChatMember Member, WeakReference Log) OpenAndQuit()
    {
        var ann = Join("Ann");
        ann.Move("play");
        var log = new WeakReference(((LineChat.Rooms.ChatRoom)ann.Room).FeedOf((LineChat.Rooms.Member)ann).Log);
        ann.Leave();
        return (ann, log);
    }

    private ChatMember Join(string nickname)
    {
        var result = Chat.Lobby.Join(nickname);
        Assert.True(result.Succeeded, $"{nickname} is refused: {result.Status}");
        return result.Member;
    }
}
