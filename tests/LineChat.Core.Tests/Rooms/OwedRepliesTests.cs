using System.Buffers;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using LineChat.Dialects;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>What is kept for members that never read, whatever they ask for: <see cref="LimitOptions.MaxOwedReplies"/> bytes for each, sends under way included.</summary>
public sealed class OwedRepliesTests
{
    private const int Members = 400;
    private const int Asked = 3;

    private readonly LineChatOptions _options = new() { Limits = { MaxOwedReplies = 16 * 1024 } };

    [Fact]
    public void Long_lists_for_those_who_never_read_take_no_more_than_may_be_owed()
    {
        var (room, readers) = Fill(Members);
        foreach (var reader in readers) reader.Ask(Asked, new ChatMessage(ChatMessageKind.Who));
        foreach (var reader in readers) Assert.InRange(reader.Held, 1, _options.Limits.MaxOwedReplies);
        Assert.Equal(Members, room.Nicknames.Count);
    }

    [Fact]
    public void A_list_that_did_not_change_is_kept_once_for_all_who_asked()
    {
        var readers = Fill(Members).Readers;
        foreach (var reader in readers) reader.TakeOne(); // the welcome
        foreach (var reader in readers) reader.Ask(Asked, new ChatMessage(ChatMessageKind.Who));
        Assert.Single(readers.Select(reader => reader.Array).Distinct());
    }

    [Fact]
    public void What_is_put_into_words_for_all_of_them_grows_with_their_number_and_not_with_its_square()
    {
        var formatter = new CountingFormatter(_options.Dialect);
        var readers = Fill(Members, formatter).Readers;
        foreach (var reader in readers) reader.TakeOne(); // the welcome
        foreach (var reader in readers) reader.Ask(Asked, new ChatMessage(ChatMessageKind.Who));
        Assert.InRange(formatter.Written, 1, Members * 100);
    }

    [Theory]
    [InlineData("haskell")]
    [InlineData("java")]
    public void A_welcome_that_names_everybody_takes_no_more_than_may_be_owed(string dialect)
    {
        _options.Dialect = ChatDialect.Load(dialect);
        var readers = Fill(Members).Readers;
        foreach (var reader in readers) Assert.InRange(reader.Held, 1, _options.Limits.MaxOwedReplies);
    }

    [Fact]
    public void A_list_that_is_cut_says_how_many_more_there_are()
    {
        var reader = Fill(Members).Readers[^1];
        reader.TakeOne(); // the welcome
        reader.Ask(1, new ChatMessage(ChatMessageKind.Who));
        string list = reader.Text;
        Assert.StartsWith($"{Members} here: ", list, StringComparison.Ordinal);
        int named = list.Split(", ").Length;
        Assert.InRange(named, 50, Members - 1);
        Assert.EndsWith($" and {Members - named} more.\r\n", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Replies_that_are_asked_for_all_at_once_are_let_in_one_by_one()
    {
        var reader = Fill(1).Readers[0];
        reader.TakeOne(); // the welcome
        reader.Ask(100, Line(1000));
        Assert.InRange(reader.Held, 10_000, _options.Limits.MaxOwedReplies);
    }

    [Fact]
    public void Of_many_lines_for_one_member_no_more_wait_than_may_be_owed()
    {
        var reader = Fill(1).Readers[0];
        reader.TakeOne(); // the welcome
        reader.Ask(1, [.. Enumerable.Repeat(Line(100), 1000)]);
        Assert.InRange(reader.Held, 1, _options.Limits.MaxOwedReplies);
    }

    [Fact]
    public async Task All_of_many_lines_come_in_their_order_when_they_are_read()
    {
        var reader = Fill(1).Readers[0];
        string[] lines = [.. Enumerable.Range(0, 2000).Select(line => $"{line} {new string('x', 50)}")];
        var told = reader.Member.ReplyAsync([.. lines.Select(line => new ChatMessage(ChatMessageKind.Reply) { Text = Encoding.UTF8.GetBytes(line) })]).AsTask();
        Assert.False(told.IsCompleted);
        string expected = string.Concat(lines.Select(line => $"{line}\r\n"));
        string all = reader.TakeOne(); // the welcome
        int welcome = all.Length;
        while (all.Length < welcome + expected.Length) all += reader.TakeOne();
        Assert.Equal(expected, all[welcome..]);
        await told.InTimeAsync();
    }

    [Fact]
    public async Task A_line_that_is_longer_than_what_may_be_owed_waits_until_nothing_is_and_comes_whole()
    {
        var reader = Fill(1).Readers[0];
        string before = reader.Text;
        var told = reader.Member.ReplyAsync([Line(20_000), Line(1)]).AsTask();
        Assert.False(told.IsCompleted);
        Assert.Equal(before, reader.TakeOne()); // the welcome
        string all = "";
        while (all.Length < 20_000 + 5) all += reader.TakeOne();
        Assert.Equal($"{new string('x', 20_000)}\r\nx\r\n", all);
        await told.InTimeAsync();
    }

    private static ChatMessage Line(int length) => new(ChatMessageKind.Reply) { Text = Encoding.UTF8.GetBytes(new string('x', length)) };

    // Members with long names.
    private (ChatRoom Room, Reader[] Readers) Fill(int members, IMessageFormatter? formatter = null)
    {
        _options.Dialect[ChatMessageKind.Arrived] = "";
        var room = Core.New(_options, formatter).Lobby;
        return (room, [.. Enumerable.Range(0, members).Select(i => new Reader(room, $"{i}".PadLeft(32, 'x')))]);
    }

    /// <summary>Counts the bytes that lists of who is here are put into.</summary>
    private sealed class CountingFormatter(ChatDialect dialect) : IMessageFormatter
    {
        private readonly TemplateFormatter _formatter = new(dialect);
        private long _written;

        public long Written => Volatile.Read(ref _written);

        public void Format(in ChatMessage message, IBufferWriter<byte> output)
        {
            if (message.Kind == ChatMessageKind.Who)
            {
                var counted = new ArrayBufferWriter<byte>();
                _formatter.Format(message, counted);
                Interlocked.Add(ref _written, counted.WrittenCount);
            }

            _formatter.Format(message, output);
        }
    }

    /// <summary>Takes nothing but what it is told to.</summary>
    private sealed class Reader : IChatConnection
    {
        private readonly SemaphoreSlim _comes = new(0);
        private ReadOnlyMemory<byte> _underWay;
        private TaskCompletionSource? _taken;

        public Reader(ChatRoom room, string nickname) => Member = room.Join(nickname, this).Member!;

        public ChatMember Member { get; }

        public string Id => Member.Nickname;

        public EndPoint? RemoteEndPoint => null;

        public string Text => Encoding.UTF8.GetString(UnderWay.Span);

        public byte[] Array
        {
            get
            {
                Assert.True(MemoryMarshal.TryGetArray(UnderWay, out var segment));
                return segment.Array!;
            }
        }

        /// <summary>How many bytes there are of replies to it: the one that is under way, and those that wait.</summary>
        public long Held => ((Member)Member).Delivery!.Owed;

        private ReadOnlyMemory<byte> UnderWay
        {
            get
            {
                Assert.True(_comes.Wait(Deadline.Time));
                _comes.Release();
                return _underWay;
            }
        }

        public void Ask(int times, params ChatMessage[] messages)
        {
            for (int i = 0; i < times; i++) _ = Member.ReplyAsync(messages).AsTask();
        }

        /// <summary>Takes what is under way.</summary>
        public string TakeOne()
        {
            string text = Text;
            _comes.Wait();
            _taken!.SetResult();
            return text;
        }

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _underWay = bytes;
            _taken = new();
            _comes.Release();
            return new(_taken.Task);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
