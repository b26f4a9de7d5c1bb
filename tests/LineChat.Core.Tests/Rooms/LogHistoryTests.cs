using System.Globalization;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>Several write and several read at once; afterwards what each has read is held against the one order in which it was written.</summary>
public sealed class LogHistoryTests
{
    private const int Writers = 3;
    private const int Rounds = 4000; // of each
    private const int Digits = 8;

    private readonly Lock _lock = new();
    private readonly List<int> _authors = []; // of each line, in their order
    private LineLog _log = null!;
    private HistoryReader[] _readers = null!;
    private volatile bool _isWritten;

    [Theory]
    [InlineData(1, 1, 2000, true)] // most is skipped
    [InlineData(2, 4 * Block.FullSize, 300, true)]
    [InlineData(3, int.MaxValue, 40, true)] // nothing is
    [InlineData(4, 1, 2000, false)]
    [InlineData(5, 2 * Block.FullSize, 2000, false)]
    public async Task Each_reads_its_part_of_the_one_order(int seed, int logSize, int longest, bool oneSleeps)
    {
        _log = new(logSize);
        _readers = [.. Enumerable.Range(oneSleeps ? 0 : 1, Writers + (oneSleeps ? 1 : 0)).Select(self => new HistoryReader(_log, self))];
        var writing = Enumerable.Range(1, Writers).Select(author => Begin(() => Write(author, new Random((100 * seed) + author), longest))).ToArray();
        var reading = _readers.Where(reader => reader.Self > 0).Select(reader => Begin(() => reader.ReadToTheEnd(new Random(reader.Self + seed)))).ToArray();
        var recycling = Begin(TellWhatIsRead);
        await Task.WhenAll(writing).InTimeAsync();

        // The first has slept so far: whatever the threads did, somebody has fallen behind. Where nobody sleeps, blocks begin anew.
        foreach (var reader in _readers) reader.Outbox.Close();
        _isWritten = true;
        if (oneSleeps) _readers[0].ReadToTheEnd(new Random(seed));
        await Task.WhenAll([.. reading, recycling]).InTimeAsync();

        foreach (var reader in _readers) reader.Check(_authors);
        if (oneSleeps) Assert.Equal(logSize < _authors.Count * longest / 4, _readers[0].Skipped > 0);
    }

    private static Task Begin(Action act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Write(int author, Random random, int longest)
    {
        var unfilled = new Queue<(Reply Reply, string Text)>();
        for (int i = 0; i < Rounds; i++)
        {
            bool isLine = random.Next(4) > 0;
            var reader = _readers[random.Next(_readers.Length)];
            int length = random.Next(1, longest);
            lock (_lock)
            {
                if (isLine)
                {
                    _log.Append((_authors.Count.ToString("D" + Digits, CultureInfo.InvariantCulture) + new string('.', length) + "\n"), author);
                    _authors.Add(author);
                }
                else if (reader.Post(_authors.Count, filled: i % 2 == 0) is { } place)
                {
                    unfilled.Enqueue((place.Reply, place.Text));
                }
            }

            if (unfilled.Count > 3 || (i == Rounds - 1 && unfilled.Count > 0)) Fill(unfilled);
        }

        while (unfilled.Count > 0) Fill(unfilled);
    }

    private static void Fill(Queue<(Reply Reply, string Text)> unfilled)
    {
        var (reply, text) = unfilled.Dequeue();
        reply.Fill(text);
    }

    // As the walk does, so that blocks begin anew while others are read.
    private void TellWhatIsRead()
    {
        while (!_isWritten)
        {
            long kept = _log.First.First;
            foreach (var reader in _readers) kept = Math.Min(kept, reader.Outbox.FirstOfBlock);
            _log.NobodyReadsBefore(kept);
            Thread.Yield();
        }
    }
}
