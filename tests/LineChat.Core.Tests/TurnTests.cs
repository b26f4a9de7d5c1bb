namespace LineChat.Tests;

/// <summary>How the rooms share a thread that serves many connections.</summary>
public sealed class TurnTests
{
    private readonly Lane _busy = new();
    private readonly Lane _quiet = new();

    [Fact]
    public void A_turn_does_what_waits_in_the_order_in_which_it_came()
    {
        string done = "";
        InTurns(() =>
        {
            foreach (string work in (string[])["a", "b", "c"]) Turn.TryDefer(_busy, new Work(() => done += work));
            Turn.Take();
        });

        Assert.Equal("abc", done);
    }

    [Fact]
    public void A_lane_with_much_work_lets_another_have_its_turn()
    {
        string done = "";
        InTurns(() =>
        {
            for (int i = 0; i < 4; i++) Turn.TryDefer(_busy, new Work(() => done += SpendTurn("b")));
            Turn.TryDefer(_quiet, new Work(() => done += "q"));
            while (Turn.IsOwed) Turn.Take();
        });

        Assert.Equal("bqbbb", done);
    }

    [Fact]
    public void A_turn_ends_when_it_took_too_long_so_that_the_thread_sees_what_has_come()
    {
        string done = "";
        InTurns(() =>
        {
            for (int i = 0; i < 2; i++) Turn.TryDefer(_busy, new Work(() => done += SpendTurn("b")));
            Turn.Take();
            done += "-";
            Turn.Take();
        });

        Assert.Equal("b-b", done);
    }

    [Fact]
    public void The_rest_of_what_was_begun_comes_before_other_work_of_its_lane_and_after_another_lane()
    {
        string done = "";
        InTurns(() =>
        {
            Turn.TryDefer(_busy, new Work(() =>
            {
                done += SpendTurn("begun ");
                Turn.Resume(_busy, new Work(() => done += "rest "));
            }));
            Turn.TryDefer(_busy, new Work(() => done += "next"));
            Turn.TryDefer(_quiet, new Work(() => done += "quiet "));
            while (Turn.IsOwed) Turn.Take();
        });

        Assert.Equal("begun quiet rest next", done);
    }

    [Fact]
    public void A_thread_without_turns_defers_nothing()
    {
        Assert.False(Turn.IsTaken);
        Assert.False(Turn.IsOver);
        Assert.False(Turn.TryDefer(_busy, new Work(() => Assert.Fail("Nobody does it."))));
    }

    private static string SpendTurn(string work)
    {
        SpinWait.SpinUntil(() => Turn.IsOver);
        return work;
    }

    // On a thread of its own, as it takes turns from then on.
    private static void InTurns(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            Turn.Begin();
            failure = Record.Exception(action);
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private sealed class Work(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}
