using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LineChat.Diagnostics;
using LineChat.Dialects;
using LineChat.Rooms;
using LineChat.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Tests.Rooms;

public sealed class SendBatchTests
{
    private const int Capacity = 4;
    private const int Lines = 200;

    private readonly LineChatOptions _options = new() { HistoryLines = 0 };

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

    private ChatRoom Room(IBatchSender sender) => new(
        _options,
        new NicknamePolicy(32),
        new TemplateFormatter(_options.Dialect),
        new ChatMetrics(null),
        sender,
        TimeProvider.System,
        NullLogger<ChatRoom>.Instance);

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

        public bool TryAdd(IChatConnection connection, ReadOnlySpan<byte> bytes)
        {
            if (isFor?.Invoke((Reader)connection) == false) return false;
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
        private string _seen = "";

        public string Id => id;

        public EndPoint? RemoteEndPoint => null;

        public void Take(byte[] bytes) => _taken.Add(bytes);

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
            Take(bytes.ToArray());
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
