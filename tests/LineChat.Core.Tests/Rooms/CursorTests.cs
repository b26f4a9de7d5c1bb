using System.Globalization;
using System.Text;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class CursorTests
{
    private const int Self = 7;
    private const int LinesInBlock = 2048;

    private readonly LineLog _log = new(16 * Block.FullSize, Block.FullSize);

    [Fact]
    public void Neighbouring_lines_by_others_come_in_one_run()
    {
        var cursor = _log.CursorBack(0);
        _log.Append("a", 1);
        _log.Append("b", 2);
        _log.Append("c");
        Assert.Equal(["abc"], cursor.ReadAll(_log, Self));
    }

    [Fact]
    public void Own_lines_are_stepped_over()
    {
        var cursor = _log.CursorBack(0);
        _log.Append("(mine)", Self);
        _log.Append("a", 1);
        _log.Append("b", 1);
        _log.Append("(mine)", Self);
        _log.Append("(mine)", Self);
        _log.Append("c", 1);
        _log.Append("(mine)", Self);
        Assert.Equal(["ab", "c"], cursor.ReadAll(_log, Self));
        Assert.Equal(7, cursor.Position);
    }

    [Fact]
    public void It_goes_on_where_it_was()
    {
        var cursor = _log.CursorBack(0);
        Assert.Empty(cursor.ReadAll(_log));
        _log.Append("a");
        Assert.Equal(["a"], cursor.ReadAll(_log));
        Assert.Empty(cursor.ReadAll(_log));
        _log.Append("b");
        Assert.Equal(["b"], cursor.ReadAll(_log));
    }

    [Fact]
    public void It_goes_from_block_to_block()
    {
        var cursor = _log.CursorBack(0);
        for (int i = 0; i < (2 * LinesInBlock) + 1; i++) _log.Append("x");
        Assert.Equal([LinesInBlock, LinesInBlock, 1], cursor.ReadAll(_log).Select(run => run.Length));
    }

    [Fact]
    public void A_block_of_own_lines_alone_is_stepped_over()
    {
        var cursor = _log.CursorBack(0);
        for (int i = 0; i < LinesInBlock; i++) _log.Append("x", Self);
        _log.Append("a");
        Assert.Equal(["a"], cursor.ReadAll(_log, Self));
    }

    [Fact]
    public void It_stops_before_its_limit()
    {
        var cursor = _log.CursorBack(0);
        foreach (string line in new[] { "a", "b", "c" }) _log.Append(line);
        Assert.Equal(["ab"], cursor.ReadAll(_log, limit: 2));
        Assert.Equal(["c"], cursor.ReadAll(_log));
    }

    [Fact]
    public void A_limit_at_a_block_change_holds_back_the_next_block()
    {
        var cursor = _log.CursorBack(0);
        for (int i = 0; i <= LinesInBlock; i++) _log.Append("x");
        Assert.Equal([LinesInBlock], cursor.ReadAll(_log, limit: LinesInBlock).Select(run => run.Length));
        Assert.Equal(["x"], cursor.ReadAll(_log));
    }

    [Fact]
    public void A_run_is_cut_at_whole_lines_when_it_is_too_long()
    {
        var cursor = _log.CursorBack(0);
        foreach (string line in new[] { "aa", "bb", "ccccccc", "d", "e" }) _log.Append(line);
        Assert.Equal(["aabb", "ccccccc", "de"], cursor.ReadAll(_log, maxBytes: 4));
    }

    [Fact]
    public void A_run_may_be_exactly_as_long_as_allowed_and_cut_in_the_middle_of_a_line_never()
    {
        var cursor = _log.CursorBack(0);
        foreach (string line in new[] { "aa", "bb", "cc" }) _log.Append(line);
        Assert.Equal(["aa", "bb", "cc"], cursor.ReadAll(_log, maxBytes: 3));
    }

    [Fact]
    public void In_a_dropped_block_it_skips_to_the_oldest_line_kept_and_says_how_many()
    {
        var log = new LineLog(1, Block.FullSize);
        var cursor = log.CursorBack(0);
        log.Append("a");
        Assert.Equal(["a"], cursor.ReadAll(log));
        for (int i = 1; i < (3 * LinesInBlock) + 1; i++) log.Append("x");

        var read = cursor.ReadAll(log);
        Assert.Equal($"skipped {log.First.First - 1}", read[0]);
        Assert.Equal(log.End - log.First.First, read[1..].Sum(run => run.Length));
    }

    [Fact]
    public void At_the_end_of_a_dropped_block_nothing_is_skipped_if_the_next_one_is_kept()
    {
        var log = new LineLog(1, Block.FullSize);
        var cursor = log.CursorBack(0);
        for (int i = 0; i < LinesInBlock; i++) log.Append("x");
        cursor.ReadAll(log);
        for (int i = 0; i < LinesInBlock + 1; i++) log.Append("y");

        Assert.Equal(LinesInBlock, log.First.First);
        Assert.Equal(LinesInBlock + 1, cursor.ReadAll(log).Sum(run => run.Length));
    }

    [Fact]
    public async Task What_is_appended_while_it_reads_comes_whole_and_in_order()
    {
        const int Lines = 400_000;
        var log = new LineLog(int.MaxValue, Block.FullSize);
        var cursor = log.CursorBack(0);
        var appending = AppendNumbers(log, Lines, number => number % 7 == 0 ? Self : 1);

        long expected = 0;
        while (!appending.IsCompleted || cursor.Position < log.End)
        {
            var step = cursor.Read(cursor.Look(), log, Self, long.MaxValue, int.MaxValue);
            Assert.NotEqual(Cursor.StepKind.Skipped, step.Kind);
            foreach (int number in NumbersIn(step.Bytes.Span))
            {
                if (expected % 7 == 0) expected++;
                Assert.Equal(expected++, number);
            }
        }

        await appending;
        Assert.True(expected >= Lines - 1);
    }

    [Fact]
    public async Task What_is_dropped_while_it_reads_is_counted_and_nothing_else_is_missing()
    {
        const int Lines = 1_000_000;
        var log = new LineLog(1, Block.FullSize);
        var cursor = log.CursorBack(0);
        var appending = AppendNumbers(log, Lines, _ => 1);

        long expected = 0;
        while (!appending.IsCompleted || cursor.Position < log.End)
        {
            var step = cursor.Read(cursor.Look(), log, Self, long.MaxValue, 64);
            if (step.Kind == Cursor.StepKind.Skipped) expected += step.Lines;
            foreach (int number in NumbersIn(step.Bytes.Span)) Assert.Equal(expected++, number);
        }

        await appending;
        Assert.Equal(Lines, expected);
    }

    [Fact]
    public async Task While_block_follows_upon_block_no_line_is_missed()
    {
        const int Lines = 20_000;
        const int LineLength = 16 * 1024; // four to a block, so that the reader is never far from the end of one
        var log = new LineLog(64 * Block.FullSize, Block.FullSize);
        var cursor = log.CursorBack(0);
        var appending = Task.Factory.StartNew(
            () =>
            {
                byte[] line = new byte[LineLength];
                for (int i = 0; i < Lines; i++)
                {
                    i.TryFormat(line, out _, "D8", CultureInfo.InvariantCulture);
                    log.Append(line, 1);
                }
            },
            TaskCreationOptions.LongRunning);

        long expected = 0;
        while (!appending.IsCompleted || cursor.Position < log.End)
        {
            var step = cursor.Read(cursor.Look(), log, Self, long.MaxValue, int.MaxValue);
            if (step.Kind == Cursor.StepKind.Skipped) expected += step.Lines;
            for (var bytes = step.Bytes.Memory; !bytes.IsEmpty; bytes = bytes[LineLength..]) Assert.Equal(expected++, NumbersIn(bytes.Span[..8])[0]);
        }

        await appending;
        Assert.Equal(Lines, expected);
    }

    private static Task AppendNumbers(LineLog log, int count, Func<int, int> authorOf) => Task.Factory.StartNew(
        () =>
        {
            Span<byte> line = stackalloc byte[8];
            for (int i = 0; i < count; i++)
            {
                i.TryFormat(line, out _, "D8", CultureInfo.InvariantCulture);
                log.Append(line, authorOf(i));
            }
        },
        TaskCreationOptions.LongRunning);

    private static List<int> NumbersIn(ReadOnlySpan<byte> bytes)
    {
        var numbers = new List<int>();
        for (; !bytes.IsEmpty; bytes = bytes[8..]) numbers.Add(int.Parse(Encoding.UTF8.GetString(bytes[..8]), CultureInfo.InvariantCulture));
        return numbers;
    }
}
