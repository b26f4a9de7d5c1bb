using LineChat.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace LineChat.Tests;

/// <summary>A clock that jumps ahead is what a process sees that did not run for a while: all is due, and what happened meanwhile is not seen yet.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Jump = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_is_over_only_after_a_second_look()
    {
        using var limit = new TimeLimit(Limit, _time);
        _time.Advance(Jump);
        Assert.False(limit.IsOver);
        _time.Advance(TimeLimit.SecondLook - TimeSpan.FromTicks(1));
        Assert.False(limit.IsOver);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(limit.IsOver);
    }

    [Fact]
    public void None_is_over_at_once_and_an_infinite_one_never()
    {
        using var none = new TimeLimit(TimeSpan.Zero, _time);
        using var infinite = new TimeLimit(Timeout.InfiniteTimeSpan, _time);
        Assert.True(none.IsOver);
        for (int i = 0; i < 3; i++) _time.Advance(Jump);
        Assert.False(infinite.IsOver);
    }

    [Fact]
    public async Task What_has_ended_meanwhile_is_in_time()
    {
        var task = new TaskCompletionSource();
        var ends = TimeLimit.EndsWithinAsync(task.Task, Limit, _time);
        _time.Advance(Jump);
        task.SetException(new IOException("In whatever way."));
        Assert.True(await ends.InTimeAsync());
    }

    [Fact]
    public async Task What_has_not_is_not()
    {
        var ends = TimeLimit.EndsWithinAsync(new TaskCompletionSource().Task, Limit, _time);
        _time.Advance(Jump);
        _time.Advance(TimeLimit.SecondLook);
        Assert.False(await ends.InTimeAsync());
    }

    [Fact]
    public void Who_begins_within_a_tenth_of_a_shared_one_shares_it()
    {
        var shared = new SharedTimeLimit(Limit, _time);
        var first = shared.Begin();
        _time.Advance(Limit / 10);
        Assert.Same(first, shared.Begin());
        _time.Advance(TimeSpan.FromTicks(1));
        var second = shared.Begin();
        Assert.NotSame(first, second);
        _time.Advance((Limit * 0.9) - TimeSpan.FromTicks(1)); // the first is due
        _time.Advance(TimeLimit.SecondLook);
        Assert.True(first.IsOver);
        Assert.False(second.IsOver);
    }

    [Fact]
    public async Task A_process_that_stood_still_disconnects_nobody_who_took_everything_meanwhile()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Slow", "Bob");
        clients[0].StopReading();
        chat.Room.Announce("hello");
        await clients[1].ExpectLineAsync("*** hello ***");
        await chat.Time.WaitedForAsync(TimeSpan.FromSeconds(30));
        chat.Time.Advance(Jump);
        clients[0].ResumeReading();
        await clients[0].ExpectLineAsync("*** hello ***");
        chat.Time.Advance(Jump);
        await clients[0].TypeLineAsync("still here");
        await clients[1].ExpectLineAsync("Slow> still here");
    }

    [Fact]
    public async Task A_name_that_was_typed_meanwhile_is_in_time()
    {
        await using var chat = await ChatFixture.StartAsync();
        var ann = chat.Connect();
        await ann.ExpectAsync(ChatClient.Prompt);
        chat.Time.Advance(Jump);
        await ann.TypeLineAsync("Ann");
        Assert.StartsWith("Welcome, Ann!", await ann.ReadLineAsync(), StringComparison.Ordinal);
        chat.Time.Advance(Jump);
        await ann.TypeLineAsync("/who");
        await ann.ExpectLineAsync("1 here: Ann.");
    }

    [Fact]
    public async Task What_is_owed_at_the_end_and_was_taken_meanwhile_is_sent_whole()
    {
        await using var chat = await ChatFixture.StartAsync();
        var slow = (await chat.SignOnAsync("Slow"))[0];
        slow.StopReading();
        await slow.TypeAsync("/who\n/who\n/quit\n");
        await chat.Time.WaitedForAsync(TimeSpan.FromSeconds(5));
        chat.Time.Advance(Jump);
        slow.ResumeReading();
        for (int i = 0; i < 2; i++) await slow.ExpectLineAsync("1 here: Slow.");
        await slow.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_stop_that_stood_still_cuts_off_nobody_who_took_everything_meanwhile()
    {
        await using var chat = await ChatFixture.StartAsync();
        var slow = (await chat.SignOnAsync("Slow"))[0];
        slow.StopReading();
        var stopping = chat.Server.StopAsync(Deadline.Token);
        await chat.Time.WaitedForAsync(TimeSpan.FromSeconds(5));
        chat.Time.Advance(Jump);
        slow.ResumeReading();
        await slow.ExpectLineAsync("*** The server is stopping. ***");
        await slow.ExpectClosedAsync();
        await stopping.InTimeAsync();
    }
}
