using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class OutboxTests
{
    private const int Self = 7;
    private const int LinesInBlock = 2048;

    private readonly LineLog _log = new(1, Block.FullSize);
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new(_log, _log.CursorBack(0), Self);

    [Fact]
    public void A_reply_comes_between_the_lines_between_which_it_was_posted()
    {
        _log.Append("a");
        _log.Append("b");
        _log.Append("(mine)", Self);
        _log.Append("c");
        _outbox.Post("<reply>");
        _log.Append("d");
        Assert.Equal(["ab", "c", "<reply>", "d"], _outbox.TakeAll());
    }

    [Fact]
    public void Replies_come_in_the_order_in_which_they_were_posted()
    {
        _outbox.Post("<1>");
        _outbox.Post("<2>");
        _log.Append("a");
        _outbox.Post("<3>");
        Assert.Equal(["<1>", "<2>", "a", "<3>"], _outbox.TakeAll());
        _outbox.Post("<4>");
        Assert.Equal(["<4>"], _outbox.TakeAll());
    }

    [Fact]
    public void A_reply_behind_own_lines_alone_comes()
    {
        _log.Append("(mine)", Self);
        _outbox.Post("<reply>");
        _log.Append("(mine)", Self);
        Assert.Equal(["<reply>"], _outbox.TakeAll());
    }

    [Fact]
    public void A_reply_that_is_not_yet_put_into_words_holds_back_what_follows()
    {
        _log.Append("a");
        var reply = _outbox.Reserve(10);
        _outbox.Post("<later>");
        _log.Append("b");
        Assert.Equal(["a"], _outbox.TakeAll());
        Assert.Empty(_outbox.TakeAll());

        reply.Fill("<reply>");
        Assert.Equal(["<reply>", "<later>", "b"], _outbox.TakeAll());
    }

    [Fact]
    public void What_was_owed_when_it_was_closed_comes_and_nothing_later()
    {
        _log.Append("a");
        _outbox.Post("<reply>");
        _outbox.Close();
        _log.Append("b");
        Assert.False(_outbox.IsFinished);
        Assert.Equal(["a", "<reply>"], _outbox.TakeAll());
        Assert.True(_outbox.IsFinished);
    }

    [Fact]
    public void It_is_not_finished_before_an_empty_place_is_filled()
    {
        var reply = _outbox.Reserve(10);
        _outbox.Close();
        Assert.Empty(_outbox.TakeAll());
        Assert.False(_outbox.IsFinished);
        reply.Fill("");
        Assert.Equal([""], _outbox.TakeAll());
        Assert.True(_outbox.IsFinished);
    }

    [Fact]
    public void A_skip_past_a_pending_reply_counts_every_line_skipped_and_the_reply_follows()
    {
        _log.Append("a");
        _outbox.Post("<reply>");
        AppendBlocks(3);
        var taken = _outbox.TakeAll();
        Assert.Equal([$"skipped {_log.First.First}", "<reply>"], taken[..2]);
        Assert.Equal(_log.End - _log.First.First, taken[2..].Sum(run => run.Length));
    }

    [Fact]
    public void A_skip_past_the_close_counts_only_the_lines_before_it()
    {
        for (int i = 0; i < 5; i++) _log.Append("a");
        _outbox.Close();
        AppendBlocks(3);
        Assert.Equal(["skipped 5"], _outbox.TakeAll());
        Assert.True(_outbox.IsFinished);
    }

    [Fact]
    public void A_skip_of_nothing_but_what_came_after_the_close_is_no_skip()
    {
        _log.Append("a");
        Assert.Equal(["a"], _outbox.TakeAll());
        _outbox.Close();
        AppendBlocks(3);
        Assert.Empty(_outbox.TakeAll());
        Assert.True(_outbox.IsFinished);
    }

    [Fact]
    public void More_lines_are_taken_over_its_own_but_not_over_a_reply_and_not_beyond_what_fits()
    {
        _log.Append("a");
        _log.Append("mine", Self);
        _log.Append("bb");
        _log.Append("mine", Self);
        _log.Append("ccc");
        _outbox.Post("<reply>");
        _log.Append("d");
        Assert.True(_outbox.TryTakeLines(100, out var lines));
        Assert.Equal("a"u8.ToArray(), lines.Bytes.ToArray());
        Assert.False(_outbox.TryTakeLines(1, out _));
        Assert.True(_outbox.TryTakeLines(2, out lines));
        Assert.Equal("bb"u8.ToArray(), lines.Bytes.ToArray());
        Assert.True(_outbox.TryTakeLines(100, out lines));
        Assert.Equal("ccc"u8.ToArray(), lines.Bytes.ToArray());
        Assert.False(_outbox.TryTakeLines(100, out _));
        Assert.Equal(["<reply>", "d"], _outbox.TakeAll());
    }

    [Fact]
    public void Skipped_lines_are_not_taken_as_more()
    {
        AppendBlocks(100);
        Assert.False(_outbox.TryTakeLines(100, out _));
        Assert.StartsWith("skipped", _outbox.TakeAll()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_never_overtakes_a_reply_posted_before_it_however_close_they_come()
    {
        const int Rounds = 200_000;
        var log = new LineLog(int.MaxValue, Block.FullSize);
        var outbox = new Outbox(log, log.CursorBack(0), Self);
        var posting = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < Rounds; i++)
                {
                    outbox.Post(new byte[] { 1 });
                    log.Append([0], 1);
                }
            },
            TaskCreationOptions.LongRunning);

        for (int taken = 0; taken < 2 * Rounds;)
        {
            if (!outbox.TryTake(int.MaxValue, out var piece)) continue;
            foreach (byte kind in piece.Bytes.ToArray()) Assert.Equal((taken++ + 1) % 2, kind);
        }

        await posting.InTimeAsync();
    }

    private void AppendBlocks(int count)
    {
        for (int i = 0; i < (count * LinesInBlock) + 1; i++) _log.Append("x");
    }
}
