using LineChat.Rooms;

namespace LineChat.Interleavings;

/// <summary>
/// Who goes from one room to another, while others speak, move, leave and close what they can: m0 is in the lobby, m1 goes from there to
/// the other room, and m2 is there. What the others hear says
/// in which order it happened; m1 must have heard just that.
/// </summary>
public sealed class MoveInterleavingsTests
{
    private const string Went = "--- m1 went to dev ---\r\n";
    private const string Came = "+++ m1 came from lobby +++\r\n";
    private const string Entered = "You are in dev. 2 here: m2, m1.\r\n";
    private const string A = "*** a ***\r\n";
    private const string B = "*** b ***\r\n";

    private const int LoneLines = 20; // then the walk is on the thread that says something

    private readonly LineChatOptions _options = new() { Limits = { FlushTimeout = TimeSpan.FromMinutes(5) } };
    private ChatCore _chat = null!;
    private IChatRoom _dev = null!;
    private Listening[] _heard = null!;
    private ChatMember[] _members = null!;
    private MoveStatus? _became;

    private enum Words
    {
        Before,
        After,
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Who_moves_hears_the_one_room_until_then_and_the_other_from_then_on(int batch) => Explore(
        batch,
        [() => Move(1, _dev), () => _chat.Lobby.Announce("a"), () => _dev.Announce("b")],
        () =>
        {
            string before = Order(_heard[0].Heard, Went, A) == Words.After ? A : "";
            string after = Order(_heard[2].Heard, Came, B) == Words.Before ? B : "";
            Assert.Equal(before + Entered + after, _heard[1].Heard);
        });

    [Fact]
    public void Who_is_told_something_while_it_moves_hears_it_once_before_or_behind() => Explore(
        0,
        [() => Move(1, _dev), () => Assert.True(_members[1].ReplyAsync("told\r\n"u8.ToArray()).AsTask().IsCompleted), () => _chat.Lobby.Announce("a")],
        () =>
        {
            string before = Order(_heard[0].Heard, Went, A) == Words.After ? A : "";
            string heard = _heard[1].Heard;
            Assert.Contains("told\r\n", heard, StringComparison.Ordinal);
            Assert.Equal(before + Entered, heard.Replace("told\r\n", "", StringComparison.Ordinal));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Who_leaves_while_it_moves_leaves_one_room_and_once(int batch)
    {
        var finished = Task.CompletedTask;
        Explore(
            batch,
            [() => Move(1, _dev), () => finished = _members[1].DisposeAsync().AsTask(), () => _dev.Announce("b")],
            () =>
            {
                string lobby = _heard[0].Heard;
                string dev = _heard[2].Heard.Replace(B, "", StringComparison.Ordinal);
                if (_became == MoveStatus.Moved)
                {
                    Assert.Equal(Went, lobby);
                    Assert.Equal(Came + "--- m1 left ---\r\n", dev);
                }
                else
                {
                    Assert.Equal("--- m1 left ---\r\n", lobby);
                    Assert.Equal("", dev);
                }

                Assert.True(finished.Wait(TimeSpan.FromSeconds(10)), "It is never finished.");
                Assert.Equal(_became == MoveStatus.Moved, _heard[1].Heard.StartsWith(Entered, StringComparison.Ordinal));
            });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Who_is_removed_while_it_moves_is_told_so_and_leaves_once(int batch) => Explore(
        batch,
        [() => Move(1, _dev), () => Assert.True(_members[1].KickAsync("spam").AsTask().IsCompleted), () => _chat.Lobby.Announce("a")],
        () =>
        {
            const string Goodbye = "*** You were removed from the chat: spam ***\r\n";
            const string Removed = "--- m1 was removed: spam ---\r\n";
            bool isMoved = _became == MoveStatus.Moved;
            string before = Order(_heard[0].Heard, isMoved ? Went : Removed, A) == Words.After ? A : "";
            Assert.Equal(isMoved ? Came + Removed : "", _heard[2].Heard);
            Assert.Equal(isMoved ? before + Entered + Goodbye : before + Goodbye, _heard[1].Heard);
            Assert.Equal(["m0", "m2"], _chat.Members.Select(member => member.Nickname));
        });

    [Fact]
    public void Whose_connection_is_lost_while_it_moves_is_let_go_of_in_both_rooms() => Explore(
        0,
        [() => Move(1, _dev), () => _chat.Lobby.Announce("a")],
        () =>
        {
            Assert.Equal(["m0"], _chat.Lobby.Members.Select(member => member.Nickname));
            Assert.Equal(["m2"], _dev.Members.Select(member => member.Nickname));
            for (var outbox = ((Member)_members[1]).Delivery!.Reading; outbox is not null; outbox = outbox.Next) Assert.True(outbox.IsLeft, "A walk keeps it for ever.");
        },
        before: () => _heard[1].IsBroken = true);

    [Fact]
    public void Two_who_change_places_meet_in_one_of_the_rooms_or_in_none() => Explore(
        0,
        [() => Move(1, _dev), () => Move(2, _chat.Lobby), () => _chat.Lobby.Announce("a")],
        () =>
        {
            Assert.Equal(["m0", "m2"], _chat.Lobby.Members.Select(member => member.Nickname));
            Assert.Equal(["m1"], _dev.Members.Select(member => member.Nickname));
            string first = _heard[1].Heard.Replace(A, "", StringComparison.Ordinal);
            string second = _heard[2].Heard.Replace(A, "", StringComparison.Ordinal);
            Assert.Contains(first, (string[])
            [
                Entered + "--- m2 went to lobby ---\r\n",
                "+++ m2 came from dev +++\r\nYou are in dev. 1 here: m1.\r\n",
            ]);
            Assert.Equal(first.StartsWith(Entered, StringComparison.Ordinal) ? Came + "You are in lobby. 2 here: m0, m2.\r\n" : "You are in lobby. 3 here: m0, m1, m2.\r\n" + Went, second);
        });

    [Fact]
    public void When_the_other_room_closes_who_moves_there_ends_in_the_lobby_or_never_left_it() => Explore(
        0,
        [() => Move(1, _dev), () => _dev.Close(), () => _chat.Lobby.Announce("a")],
        () =>
        {
            Assert.Equal(["m0", "m1", "m2"], _chat.Lobby.Members.Select(member => member.Nickname).Order(StringComparer.Ordinal));
            Assert.Empty(_dev.Members);
            Assert.DoesNotContain(_dev, _chat.Rooms);
            string heard = _heard[0].Heard.Replace(A, "", StringComparison.Ordinal);
            string came = "+++ m2 came from dev +++\r\n";
            Assert.True(heard == (_became == MoveStatus.Moved ? Went + came + "+++ m1 came from dev +++\r\n" : came), $"m0 heard \"{heard}\".");
        });

    [Fact]
    public void When_a_room_closes_who_moves_away_ends_where_it_went() => Explore(
        0,
        [() => Move(2, _chat.Lobby), () => _dev.Close()],
        () =>
        {
            Assert.Equal(["m0", "m1", "m2"], _chat.Lobby.Members.Select(member => member.Nickname).Order(StringComparer.Ordinal));
            Assert.Equal("+++ m2 came from dev +++\r\n", _heard[0].Heard);
        });

    [Fact]
    public void When_the_chat_closes_while_a_room_closes_everybody_is_told_that_the_server_stops() => Explore(
        0,
        [() => _dev.Close(), () => _chat.Close(), () => _ = _members[1].MoveAsync("dev").AsTask().Result],
        () =>
        {
            Assert.Empty(_chat.Members);
            Assert.Empty(_dev.Members);
            foreach (var (member, connection) in _members.Zip(_heard))
            {
                Assert.EndsWith("*** The server is stopping. ***\r\n", connection.Heard, StringComparison.Ordinal);
                Assert.True(member.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10)), "It is never finished.");
            }
        });

    [Fact]
    public void When_the_chat_closes_who_moves_is_told_once()
    {
        Explore(
            0,
            [() => Move(1, _dev), () => _chat.Close(), () => _dev.Announce("b")],
            () =>
            {
                string heard = _heard[1].Heard.Replace(B, "", StringComparison.Ordinal);
                const string Stopping = "*** The server is stopping. ***\r\n";
                Assert.Equal(_became == MoveStatus.Moved ? Entered + Stopping : Stopping, heard);
                Assert.Empty(_chat.Members);
                foreach (var member in _members) Assert.True(member.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10)), "It is never finished.");
            });
    }

    [Fact]
    public void A_room_that_the_last_leaves_while_another_comes_is_there_for_that_one() => Explore(
        0,
        [() => MoveTo(0, "play"), () => MoveTo(1, "lobby")],
        () =>
        {
            Assert.Equal("play", _members[0].Room.Name);
            Assert.Contains(_members[0].Room, _chat.Rooms);
            Assert.Equal(["m0"], _members[0].Room.Members.Select(member => member.Nickname));
            Assert.Equal(3, _chat.Rooms.Count);
        },
        before: () => MoveTo(1, "play"));

    [Fact]
    public void Who_is_renamed_while_it_moves_has_one_name_everywhere() => Explore(
        0,
        [() => Move(1, _dev), () => Assert.Equal(NicknameStatus.Accepted, _members[1].RenameAsync("new").AsTask().Result.Status)],
        () =>
        {
            string lobby = _heard[0].Heard;
            Assert.Contains(lobby, (string[])[Went, "*** m1 is now new ***\r\n--- new went to dev ---\r\n"]);
            Assert.Equal(lobby == Went ? Came + "*** m1 is now new ***\r\n" : "+++ new came from lobby +++\r\n", _heard[2].Heard);
        },
        preemptions: 2);

    [Fact]
    public void What_is_announced_to_all_rooms_is_heard_once_by_who_moves_meanwhile() => Explore(
        0,
        [() => Move(1, _dev), () => _chat.Announce("a")],
        () => Assert.All(_heard, connection => Assert.Equal(1, Times(connection.Heard, A))));

    [Fact]
    public void What_is_announced_to_all_rooms_is_heard_once_by_who_goes_to_a_room_that_is_opened_meanwhile() => Explore(
        0,
        [() => MoveTo(1, "play"), () => _chat.Announce("a")],
        () => Assert.All(_heard, connection => Assert.Equal(1, Times(connection.Heard, A))));

    [Fact]
    public void What_is_announced_to_all_rooms_is_heard_once_by_who_is_in_a_room_that_closes() => Explore(
        0,
        [() => _dev.Close(), () => _chat.Announce("a")],
        () => Assert.All(_heard, connection => Assert.Equal(1, Times(connection.Heard, A))));

    [Fact]
    public void Two_announcements_to_all_rooms_come_in_one_order() => Explore(
        0,
        [() => _chat.Announce("a"), () => _chat.Announce("b")],
        () =>
        {
            string[] heard = [.. _heard.Select(connection => connection.Heard)];
            Assert.Contains(heard[0], (string[])[A + B, B + A]);
            Assert.Single(heard.Distinct());
        });

    [Fact]
    public void Everybody_is_among_the_members_while_one_goes_to_a_room_that_is_opened_meanwhile()
    {
        IReadOnlyList<ChatMember> members = [];
        Explore(
            0,
            [() => MoveTo(1, "play"), () => members = _chat.Members, () => MoveTo(0, "play")],
            () => Assert.Equal(_members, members.OrderBy(member => member.Nickname, StringComparer.Ordinal)));
    }

    // What comes first of two, of which the other may come too.
    private static Words Order(string heard, string mine, string other)
    {
        Assert.Contains(heard, (string[])[mine + other, other + mine]);
        return heard.StartsWith(mine, StringComparison.Ordinal) ? Words.Before : Words.After;
    }

    private static int Times(string heard, string line) => heard.Split(line).Length - 1;

    private void Move(int member, IChatRoom room) => _became = _members[member].MoveAsync(room).AsTask().Result.Status;

    private void MoveTo(int member, string room) => Assert.Equal(MoveStatus.Moved, _members[member].MoveAsync(room).AsTask().Result.Status);

    private void Explore(int batch, Action[] threads, Action end, int preemptions = 1, Action? before = null)
    {
        int tellings = Interleavings.Explore(
            () =>
            {
                _became = null;
                _chat = Told.Chat(_options, batch);
                _dev = _chat.OpenRoomAsync("dev", null, CancellationToken.None).AsTask().Result.Room!;
                _heard = [new("m0"), new("m1"), new("m2")];
                _members = [_chat.Lobby.Join(_heard[0]), _chat.Lobby.Join(_heard[1]), _dev.Join(_heard[2])];
                for (int i = 0; i < LoneLines; i++)
                {
                    _chat.Lobby.Announce("before");
                    _dev.Announce("before");
                }

                before?.Invoke();
                foreach (var connection in _heard) _ = connection.Heard;
                return new(threads, end);
            },
            preemptions);
        Assert.True(tellings > 20, $"There were only {tellings} orders.");
    }
}
