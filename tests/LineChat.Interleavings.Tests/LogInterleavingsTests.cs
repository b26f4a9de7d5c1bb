using System.Text;
using LineChat.Rooms;

namespace LineChat.Interleavings;

/// <summary>One writes and one reads. Nobody holds a lock here, so that the reader sees each step of an append.</summary>
public sealed class LogInterleavingsTests
{
    private const int Self = 7;
    private const int WholeBlock = Block.FullSize - 1;

    private LineLog _log = null!;
    private Outbox _outbox = null!;
    private StringBuilder _read = null!;

    [Fact]
    public void A_line_is_read_once_and_whole_in_whatever_order() =>
        Explore(int.MaxValue, () => Append("a", "b"), reads: 2, () => Assert.Equal("ab", _read.ToString()), preemptions: int.MaxValue);

    [Fact]
    public void A_reply_stands_where_it_was_posted_in_whatever_order() =>
        Explore(int.MaxValue, () => Write("a", "<reply>", "b"), reads: 4, () => Assert.Equal("a<reply>b", _read.ToString()));

    [Fact]
    public void No_line_is_missed_where_a_block_follows_upon_another() =>
        Explore(int.MaxValue, () => Write("a", new('x', WholeBlock), "b"), reads: 4, () => Assert.Equal($"a{new string('x', WholeBlock)}b", _read.ToString()));

    [Theory]
    [InlineData(false, 2, false)]
    [InlineData(true, 1, false)] // then a dropped block may begin anew
    [InlineData(true, 2, true)] // also while its lines are gathered
    public void What_is_dropped_is_counted_and_nothing_else_is_missing_in_whatever_order(bool tellsWhatIsRead, int preemptions, bool gathers) => Explore(
        1,
        () => Write("1", Full('2'), Full('3'), Full('4'), Full('5'), "6"),
        reads: 2,
        () =>
        {
            int next = 1;
            foreach (string read in _read.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (read.StartsWith("skipped", StringComparison.Ordinal)) next += int.Parse(read[7..], null);
                else foreach (char number in read.Distinct()) Assert.Equal(next++, number - '0');
            }

            Assert.Equal(7, next);
        },
        preemptions,
        parted: true,
        tellsWhatIsRead,
        gathers);

    private static string Full(char number) => new(number, WholeBlock);

    private void Explore(int logSize, Action write, int reads, Action end, int preemptions = 2, bool parted = false, bool tellsWhatIsRead = false, bool gathers = false)
    {
        int tellings = Interleavings.Explore(
            () =>
            {
                _log = new(logSize, Block.FullSize);
                _outbox = new(_log, _log.CursorBack(0), Self);
                _read = new();
                Action[] threads = [write, () => Read(reads, parted, gathers)];
                return new(tellsWhatIsRead ? [.. threads, TellWhatIsRead] : threads, () =>
                {
                    while (Read(1, parted, gathers))
                    {
                    }

                    end();
                });
            },
            preemptions);
        Assert.True(tellings > 50, $"There were only {tellings} orders.");
    }

    private void Append(params string[] lines)
    {
        foreach (string line in lines) _log.Append(Encoding.UTF8.GetBytes(line), 1);
    }

    private void Write(params string[] lines)
    {
        foreach (string line in lines)
        {
            if (line[0] == '<') _outbox.Post(Encoding.UTF8.GetBytes(line));
            else Append(line);
        }
    }

    private bool Read(int times, bool parted, bool gathers)
    {
        bool took = false;
        for (int i = 0; i < times; i++)
        {
            took = _outbox.TryTake(int.MaxValue, out var piece);
            Outbox.Piece more = default;
            Cursor behind = default;
            bool isMore = gathers && piece.Lines > 0 && _outbox.TryFindLines(int.MaxValue, out more, out behind);
            Strand.Point("between taking and sending");
            if (piece.Skipped > 0) _read.Append("skipped").Append(piece.Skipped);
            Append(piece, parted);
            if (isMore)
            {
                Append(more, parted);
                _outbox.Pass(behind); // when both have been gathered
            }
        }

        return took;
    }

    private void Append(in Outbox.Piece piece, bool parted)
    {
        _read.Append(Encoding.UTF8.GetString(piece.Bytes.Span));
        if (parted) _read.Append(' ');
    }

    // As the walk does.
    private void TellWhatIsRead()
    {
        long kept = _log.First.First;
        _log.NobodyReadsBefore(Math.Min(kept, _outbox.FirstOfBlock));
    }
}
