using System.Globalization;
using System.Text;
using LineChat.Rooms;

namespace LineChat.Tests.Rooms;

/// <summary>Reads an outbox to its end, keeps what it read, and can tell whether that is its part of a history.</summary>
internal sealed class HistoryReader(LineLog log, int self)
{
    private const int Digits = 8;

    private readonly List<(char Kind, long Number)> _read = []; // a line's or a reply's number, or how many were skipped
    private readonly List<long> _posted = []; // for each reply how many lines there were

    public int Self => self;

    public Outbox Outbox { get; } = new(log, log.CursorBack(0), self);

    public long Skipped => _read.Where(read => read.Kind == 'S').Sum(read => read.Number);

    /// <summary>Posts a reply. Under the lock.</summary>
    /// <returns>The place, if it is not filled.</returns>
    public (Reply Reply, string Text)? Post(long lines, bool filled)
    {
        string text = "R" + _posted.Count.ToString("D" + Digits, CultureInfo.InvariantCulture) + "\n";
        _posted.Add(lines);
        if (!filled) return (Outbox.Reserve(text.Length), text);
        Outbox.Post(Encoding.UTF8.GetBytes(text));
        return null;
    }

    public void ReadToTheEnd(Random random)
    {
        while (!Outbox.IsFinished)
        {
            if (random.Next(3) == 0 && Outbox.TryFindLines(random.Next(1, 20_000), out var lines, out var behind))
            {
                Keep(lines);
                Outbox.Pass(behind); // from now on they may be written over
            }
            else if (Outbox.TryTake(random.Next(1, 20_000), out var piece))
            {
                Keep(piece);
            }
            else if (random.Next(8) == 0)
            {
                Thread.Yield();
            }
        }
    }

    /// <summary>All that was read is where it belongs, and nothing is missing.</summary>
    public void Check(List<int> authors)
    {
        long position = 0;
        long skippedFrom = 0; // what was posted from there on may come late
        long ownBeforeSkip = 0; // lines of its own that it may have stepped over before it skipped
        int replies = 0;
        foreach (var (kind, number) in _read)
        {
            switch (kind)
            {
                case 'L':
                    StepTo(number);
                    Assert.Equal(number, position++);
                    Assert.NotEqual(self, authors[(int)number]);
                    skippedFrom = position;
                    ownBeforeSkip = 0;
                    break;

                case 'S':
                    skippedFrom = Math.Min(skippedFrom, position);
                    ownBeforeSkip += authors[(int)position..].TakeWhile(author => author == self).Count();
                    position += number;
                    break;

                default:
                    Assert.Equal(replies++, number);
                    StepTo(_posted[(int)number]);
                    Assert.True(_posted[(int)number] >= skippedFrom, $"Reply {number} comes {position - _posted[(int)number]} lines late.");
                    break;
            }
        }

        StepTo(authors.Count);
        Assert.Equal(authors.Count, position);
        Assert.Equal(_posted.Count, replies);

        void StepTo(long line)
        {
            for (; position < line; position++) Assert.True(authors[(int)position] == self || ownBeforeSkip-- > 0, $"Line {position} is missing before {line}.");
        }
    }

    private void Keep(in Outbox.Piece piece)
    {
        if (piece.Skipped > 0) _read.Add(('S', piece.Skipped));
        string[] lines = Encoding.UTF8.GetString(piece.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(piece.Lines == 0 || piece.Lines == lines.Length);
        foreach (string line in lines)
        {
            bool isReply = line[0] == 'R';
            _read.Add((isReply ? 'R' : 'L', long.Parse(line.AsSpan(isReply ? 1 : 0, Digits), CultureInfo.InvariantCulture)));
        }
    }
}
