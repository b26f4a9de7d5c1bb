using LineChat.Rooms;

namespace LineChat.Interleavings;

/// <summary>
/// A room, its walk, its deliveries and its end, with nobody who rings once more when all is over: whatever was not brought by then is lost. Sends complete at once, and the
/// room's lock is one step.
/// </summary>
public sealed class RoomInterleavingsTests
{
    private const int Preemptions = 2;
    private const int LoneLines = 20; // then the walk is on the thread that says something

    private readonly LineChatOptions _options = new() { Log = { HistoryLines = 0 }, Limits = { FlushTimeout = TimeSpan.FromMinutes(5) } }; // longer than any test waits: nothing ends because time is over
    private ChatRoom _room = null!;
    private Listening[] _heard = null!;
    private ChatMember[] _members = null!;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, LoneLines)]
    [InlineData(2, 0)]
    [InlineData(2, LoneLines)]
    public void What_two_say_at_once_comes_to_everybody_in_one_order(int batch, int before) => Explore(
        batch,
        before,
        [() => _members[0].Say("a"), () => _room.Announce("b")],
        () =>
        {
            string everything = _heard[1].Heard;
            Assert.True(everything is "m0> a\r\n*** b ***\r\n" or "*** b ***\r\nm0> a\r\n", $"m1 heard \"{everything}\".");
            Assert.Equal("*** b ***\r\n", _heard[0].Heard);
        });

    [Theory]
    [InlineData(0, LoneLines)]
    [InlineData(2, 0)]
    public void Who_leaves_while_somebody_speaks_is_sent_what_came_before_and_nothing_later(int batch, int before)
    {
        var finished = Task.CompletedTask;
        Explore(
            batch,
            before,
            [() => _room.Announce("a"), () => finished = _members[1].DisposeAsync().AsTask()],
            () =>
            {
                string order = _heard[0].Heard;
                Assert.True(order is "*** a ***\r\n--- m1 left ---\r\n" or "--- m1 left ---\r\n*** a ***\r\n", $"m0 heard \"{order}\".");
                Assert.Equal(order[0] == '*' ? "*** a ***\r\n" : "", _heard[1].Heard);
                Assert.True(finished.Wait(TimeSpan.FromSeconds(10)), "It is never finished.");
            });
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, LoneLines)]
    public void When_the_room_closes_everybody_is_sent_the_same(int batch, int before)
    {
        var finished = Task.CompletedTask;
        Explore(
            batch,
            before,
            [() => _room.Announce("a"), () => _room.Close(), () => finished = _members[1].DisposeAsync().AsTask()],
            () =>
            {
                string heard = _heard[0].Heard.Replace("--- m1 left ---\r\n", "", StringComparison.Ordinal);
                Assert.True(heard is "*** a ***\r\n*** The server is stopping. ***\r\n" or "*** The server is stopping. ***\r\n", $"m0 heard \"{heard}\".");
                Assert.True(finished.Wait(TimeSpan.FromSeconds(10)), "It is never finished.");
                Assert.True(_members[0].DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10)), "It is never finished.");
            },
            preemptions: 1);
    }

    [Fact]
    public void A_whisper_comes_in_its_place_while_another_speaks() => Explore(
        0,
        LoneLines,
        [() => Whisper(), () => _room.Announce("c")],
        () =>
        {
            string heard = _heard[1].Heard;
            Assert.Equal("m0> a\r\n[m0 -> you] b\r\n", heard.Replace("*** c ***\r\n", "", StringComparison.Ordinal));
            Assert.Contains("*** c ***\r\n", heard, StringComparison.Ordinal);
        },
        preemptions: 1);

    [Fact]
    public void Who_arrives_while_somebody_speaks_hears_what_comes_after_its_arrival()
    {
        Listening newcomer = null!;
        Explore(
            0,
            0,
            [() => _room.Join(newcomer = new("new")), () => _room.Announce("a")],
            () =>
            {
                string order = _heard[0].Heard;
                string heard = newcomer.Heard;
                Assert.StartsWith("Welcome, new!", heard, StringComparison.Ordinal);
                Assert.Equal(order.StartsWith('+'), heard.EndsWith("*** a ***\r\n", StringComparison.Ordinal));
                Assert.Contains("*** a ***\r\n", order, StringComparison.Ordinal);
            },
            preemptions: 1);
    }

    [Fact]
    public void A_name_that_is_taken_again_has_been_left_before()
    {
        JoinResult again = default!;
        Explore(
            0,
            LoneLines,
            [() => _members[1].Leave(), () => again = _room.JoinAsync("m1", new Listening("again"), null, default).AsTask().Result, () => _room.Announce("a")],
            () => Assert.Equal(
                again.Succeeded ? "--- m1 left ---\r\n+++ m1 arrived +++\r\n" : "--- m1 left ---\r\n",
                _heard[0].Heard.Replace("*** a ***\r\n", "", StringComparison.Ordinal)),
            preemptions: 1);
    }

    [Fact]
    public void A_topic_is_set_under_the_name_that_its_author_has_then() => Explore(
        0,
        LoneLines,
        [() => _ = _members[0].SetTopicAsync("t").AsTask(), () => _ = _members[0].RenameAsync("new").AsTask().Result],
        () => Assert.Contains(_heard[1].Heard, (string[])
        [
            "*** m0 set the topic: t ***\r\n*** m0 is now new ***\r\n",
            "*** m0 is now new ***\r\n*** new set the topic: t ***\r\n",
        ]));

    [Fact]
    public void Who_waits_for_room_goes_on_once_there_is_some()
    {
        var waiting = Task.CompletedTask;
        _options.Limits.MaxOwedReplies = 1024;
        Explore(
            0,
            0,
            [() => Reply(_members[1], 900), () => waiting = ((Member)_members[1]).Delivery!.WaitForRoomAsync(900, CancellationToken.None).AsTask()],
            () => Assert.True(waiting.Wait(TimeSpan.FromSeconds(10)), "It waits for ever."));
    }

    private static void Reply(ChatMember member, int length) => _ = member.ReplyAsync(new byte[length]).AsTask();

    private void Whisper()
    {
        _members[0].Say("a");
        Assert.Equal(WhisperStatus.Sent, _members[0].WhisperAsync("m1", "b").AsTask().Result.Status);
    }

    private void Explore(int batch, int before, Action[] threads, Action end, int preemptions = Preemptions)
    {
        int tellings = Interleavings.Explore(
            () =>
            {
                _room = Told.Chat(_options, batch).Lobby;
                _heard = [new("m0"), new("m1")];
                _members = [.. _heard.Select(_room.Join)];
                for (int i = 0; i < before; i++) _room.Announce("before");
                foreach (var connection in _heard) _ = connection.Heard;
                return new(threads, end);
            },
            preemptions);
        Assert.True(tellings > 50, $"There were only {tellings} orders.");
    }
}
