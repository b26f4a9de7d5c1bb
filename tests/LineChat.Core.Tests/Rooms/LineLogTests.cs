using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class LineLogTests
{
    private const int BlockSize = Block.FullSize;

    [Fact]
    public void Its_end_is_the_number_of_the_next_line()
    {
        var log = new LineLog(BlockSize, Block.FullSize);
        Assert.Equal(0, log.End);
        log.Append("a");
        log.Append("b");
        Assert.Equal(2, log.End);
    }

    [Fact]
    public void Nothing_at_all_is_no_line()
    {
        var log = new LineLog(BlockSize, Block.FullSize);
        log.Append("");
        Assert.Equal(0, log.End);
    }

    [Fact]
    public void It_keeps_at_least_the_bytes_it_is_told_to()
    {
        const int LineLength = 1000;
        var log = new LineLog(4 * BlockSize, Block.FullSize);
        for (int i = 0; i < 2000; i++)
        {
            log.Append(new string('x', LineLength));
            Assert.True((log.End - log.First.First) * LineLength >= Math.Min((i + 1) * LineLength, (4 * BlockSize) - (5 * LineLength)));
        }

        Assert.True(log.First.First > 0);
        Assert.True((log.End - log.First.First) * LineLength <= 6 * BlockSize);
    }

    [Fact]
    public void A_dropped_block_holds_no_other()
    {
        var log = new LineLog(1, Block.FullSize);
        var dropped = log.First;
        for (int i = 0; i < 3; i++) log.Append(new string('x', BlockSize));
        Assert.Same(dropped, dropped.Next);
        Assert.NotSame(dropped, log.First);
    }

    [Fact]
    public void A_dropped_block_begins_anew_once_nobody_reads_it()
    {
        var log = new LineLog(1, Block.FullSize);
        var first = log.First;
        for (int i = 0; i < 5; i++) log.Append(new string('x', BlockSize));
        Assert.Equal(0, first.First);

        log.NobodyReadsBefore(first.First); // it may itself be read
        log.Append(new string('y', BlockSize));
        Assert.Equal(0, first.First);

        log.NobodyReadsBefore(first.First + 1);
        var cursor = log.CursorBack(0);
        log.Append(new string('z', BlockSize));
        Assert.Equal(6, first.First);
        Assert.Equal([new string('z', BlockSize)], cursor.ReadAll(log));
    }

    [Fact]
    public void A_line_longer_than_a_block_is_kept_whole()
    {
        var log = new LineLog(2 * BlockSize, Block.FullSize);
        var cursor = log.CursorBack(0);
        string line = new('x', BlockSize + 1);
        log.Append("a");
        log.Append(line);
        log.Append("b");
        Assert.Equal(["a", line, "b"], cursor.ReadAll(log));
    }

    [Theory]
    [InlineData(0, 5000)]
    [InlineData(1, 4999)]
    [InlineData(904, 4096)]
    [InlineData(905, 4095)]
    [InlineData(5000, 0)]
    [InlineData(6000, 0)]
    public void A_cursor_can_begin_any_number_of_lines_back(long back, long position)
    {
        var log = new LineLog(16 * BlockSize, Block.FullSize);
        for (int i = 0; i < 5000; i++) log.Append("x"); // 2,048 lines fill a block
        Assert.Equal(position, log.CursorBack(back).Position);
    }

    [Fact]
    public void A_cursor_begins_no_further_back_than_what_is_kept()
    {
        var log = new LineLog(1, Block.FullSize);
        for (int i = 0; i < 10_000; i++) log.Append("x");
        Assert.True(log.First.First > 0);
        Assert.Equal(log.First.First, log.CursorBack(10_000).Position);
    }
}
