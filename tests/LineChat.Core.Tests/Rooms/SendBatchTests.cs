using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LineChat.Diagnostics;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

public sealed class SendBatchTests
{
    private const int Capacity = 4;
    private const int Lines = 200;

    private const int Self = 7;

    private readonly LineLog _log = new(int.MaxValue, Block.FullSize);
    private readonly LineChatOptions _options = new() { Log = { HistoryLines = 0 } };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void Whatever_a_batch_could_not_send_follows_and_nothing_is_sent_twice(int takenAtOnce)
    {
        var sender = new Sender(takenAtOnce);
        var room = Room(sender);
        var readers = Join(room, 2 * Capacity + 1);
        string expected = string.Concat(Enumerable.Range(0, Lines).Select(line => $"*** {line} ***\r\n"));
        for (int line = 0; line < Lines; line++) room.Announce($"{line}");
        foreach (var reader in readers) reader.Expect(expected);
        Assert.True(sender.Sends > 0);
    }

    [Fact]
    public void Replies_and_connections_that_a_batch_can_not_send_to_are_served_all_the_same()
    {
        var sender = new Sender(int.MaxValue, isFor: reader => reader.Id != "0");
        var room = Room(sender);
        var readers = Join(room, 3);
        do // whoever is at work for a member when a line comes sends that too, without a batch
        {
            room.Announce("all");
            foreach (var reader in readers) reader.Expect("*** all ***\r\n");
        }
        while (!sender.Ids.Contains("2"));

        Assert.DoesNotContain("0", sender.Ids);
        Assert.DoesNotContain(sender.Texts, text => text.StartsWith("Welcome", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reply_that_says_nothing_is_not_sent()
    {
        _options.Dialect[ChatMessageKind.Welcome] = "";
        var room = Room(new Sender(int.MaxValue));
        var reader = new Reader("0");
        Assert.True(room.Join("Ann", reader).Succeeded);
        room.Announce("first");
        Assert.Equal("*** first ***\r\n"u8.ToArray(), reader.Next());
    }

    [Fact]
    public void Lines_that_its_own_part_are_one_send()
    {
        var sender = new Sender(int.MaxValue);
        var batch = new SendBatch(sender);
        var reader = new Reader("0");
        Say(1, Self, 1, Self, Self, 2);
        Deliver(reader, new(_log.First, 0)).Pump(batch);
        batch.Send();
        Assert.Equal(["1 0\n1 2\n2 5\n"], sender.Texts);
        reader.Expect("1 0\n1 2\n2 5\n");
    }

    [Fact]
    public void What_of_them_could_not_be_sent_is_not_written_over_by_what_is_gathered_next()
    {
        var batch = new SendBatch(new Sender(4));
        var slow = new Reader("0");
        var other = new Reader("1");
        slow.Stall();
        Say(1, Self, 1, Self, Self, 2);
        Deliver(slow, new(_log.First, 0)).Pump(batch);
        batch.Send();
        Assert.True(SpinWait.SpinUntil(() => slow.Held.Length > 0, Deadline.Time));

        var next = _log.CursorBack(0);
        Say(3, Self, 3);
        Deliver(other, next).Pump(batch);
        batch.Send();
        other.Expect("3 6\n3 8\n");
        Assert.Equal("1 2\n2 5\n", Encoding.UTF8.GetString(slow.Held.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_slow_reader_is_still_sent_is_not_written_over_however_much_is_said(bool leaves)
    {
        _options.Log.MaxSize = 65_536;
        var room = Room(new Sender(int.MaxValue, isFor: reader => reader.Id != "slow"));
        var readers = Join(room, 1);
        var slow = new Reader("slow");
        var member = room.Join("slow", slow).Member!;
        slow.ExpectStart("Welcome, slow!");
        readers[0].Expect("+++ slow arrived +++\r\n");
        slow.Stall();
        room.Announce("held");
        readers[0].Expect("*** held ***\r\n");
        Assert.True(SpinWait.SpinUntil(() => slow.Held.Length > 0, Deadline.Time));
        if (leaves) member.Leave();
        if (leaves) readers[0].Expect("--- slow left ---\r\n");
        for (int line = 0; line < 20_000; line++)
        {
            string text = $"{line} {new string('x', 50)}";
            room.Announce(text);
            readers[0].Expect($"*** {text} ***\r\n");
        }

        Assert.Equal("*** held ***\r\n", Encoding.UTF8.GetString(slow.Held.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_room_that_talks_on_allocates_nothing_for_its_lines(bool wasMuted)
    {
        _options.Log.MaxSize = 65_536;
        var room = Room(new Sender(0, isFor: _ => false));
        var reader = Join(room, 1)[0];
        var author = room.Join("author").Member!;
        reader.Expect("+++ author arrived +++\r\n");
        reader.Count();
        if (wasMuted) author.Mute(DateTimeOffset.MaxValue);
        if (wasMuted) author.Mute(null);
        byte[] text = new byte[100];
        Array.Fill(text, (byte)'x');
        long before = 0;
        for (int line = 0; line < 20_000; line++)
        {
            if (line == 5_000) before = GC.GetAllocatedBytesForCurrentThread();
            author.Say(text);
            reader.AwaitOne();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000); // the lines are two megabytes
    }

    // "AUTHOR NUMBER" each.
    private void Say(params int[] authors)
    {
        foreach (int author in authors) _log.Append(Encoding.UTF8.GetBytes($"{author} {_log.End}\n"), author);
    }

    private Delivery Deliver(Reader reader, Cursor start)
    {
        var room = Room(new Sender(0));
        return new(new(_log, start, Self), reader, Settings(), new(room, Self, room.Chat.Forms[0]));
    }

    private static DeliverySettings Settings() => new(new(new() { Limits = { MaxOwedReplies = 1024, StallTimeout = TimeSpan.Zero } }), TimeProvider.System)
    {
        Metrics = new ChatMetrics(null),
        SkipNotice = lines => Encoding.UTF8.GetBytes($"{lines} skipped"),
    };

    private ChatRoom Room(IBatchSender sender) => Core.New(_options, sender: sender).Lobby;

    // Everybody has seen the arrivals of those who came later.
    private static Reader[] Join(ChatRoom room, int count)
    {
        var readers = new List<Reader>();
        for (int i = 0; i < count; i++)
        {
            var reader = new Reader($"{i}");
            Assert.True(room.Join($"member{i}", reader).Succeeded);
            reader.ExpectStart($"Welcome, member{i}!");
            foreach (var other in readers) other.Expect($"+++ member{i} arrived +++\r\n");
            readers.Add(reader);
        }

        return [.. readers];
    }

    private sealed class Sender(int takenAtOnce, Predicate<Reader>? isFor = null) : IBatchSender
    {
        private readonly List<(Reader Reader, byte[] Bytes)> _added = [];

        public int Capacity => SendBatchTests.Capacity;

        public int Sends { get; private set; }

        public ConcurrentBag<string> Ids { get; } = [];

        public ConcurrentBag<string> Texts { get; } = [];

        public bool Takes(IChatConnection connection) => isFor?.Invoke((Reader)connection) != false;

        public bool TryAdd(IChatConnection connection, ReadOnlySpan<byte> bytes)
        {
            if (!Takes(connection)) return false;
            _added.Add(((Reader)connection, bytes.ToArray()));
            return true;
        }

        public void Submit(Span<int> taken)
        {
            Assert.InRange(_added.Count, 1, Capacity);
            for (int i = 0; i < _added.Count; i++)
            {
                var (reader, bytes) = _added[i];
                Sends++;
                Ids.Add(reader.Id);
                Texts.Add(Encoding.UTF8.GetString(bytes));
                taken[i] = Math.Min(bytes.Length, takenAtOnce);
                reader.Take(bytes[..taken[i]]);
            }

            _added.Clear();
        }
    }

    private sealed class Reader(string id) : IChatConnection
    {
        private readonly BlockingCollection<byte[]> _taken = [];
        private readonly SemaphoreSlim _counted = new(0);
        private volatile bool _isStalled;
        private volatile bool _isCounting;
        private string _seen = "";

        public string Id => id;

        public EndPoint? RemoteEndPoint => null;

        public ReadOnlyMemory<byte> Held { get; private set; }

        public void Take(byte[] bytes) => _taken.Add(bytes);

        public void Stall() => _isStalled = true;

        /// <summary>Counts instead of keeping what is sent.</summary>
        public void Count() => _isCounting = true;

        public void AwaitOne() => Assert.True(_counted.Wait(Deadline.Time));

        public byte[] Next() => _taken.Take(Deadline.Token);

        public void Expect(string text)
        {
            while (_seen.Length < text.Length) _seen += Encoding.UTF8.GetString(Next());
            Assert.Equal(text, _seen[..text.Length]);
            _seen = _seen[text.Length..];
        }

        public void ExpectStart(string text)
        {
            Expect(text);
            while (!_seen.Contains('\n', StringComparison.Ordinal)) _seen += Encoding.UTF8.GetString(Next());
            _seen = _seen[(_seen.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        }

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (_isStalled)
            {
                Held = bytes;
                return new(Task.Delay(Timeout.Infinite, cancellationToken));
            }

            if (_isCounting) _counted.Release();
            else Take(bytes.ToArray());
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
