using System.Net;
using System.Text;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>Random conversations, with filters that change nothing and without: everybody receives the same bytes.</summary>
public sealed class FilterStoryTests
{
    private const int Members = 4;
    private const int Deeds = 200;

    private static readonly string[] Texts =
        ["", " ", "hello", "a\r\nb", "\u001b[2Jx", "\u202Ezoë", "שלום", "a\u0301\u0301", "\uD800", "{nick}", "/quit", "\u0085", "👩‍👩‍👧", "\t x \t", new('é', 3000)];

    private static readonly byte[][] Bytes = [[0xC3, 0x28], [0xFF, 0xFE, 0x41], [0xE2, 0x82], [0x41, 0x0D, 0x0A], [0xC2, 0x9B, 0x32, 0x4A], []];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_filter_that_changes_nothing_leaves_every_byte_as_it_is(int seed)
    {
        string[] without = await TalkAsync(seed);
        Assert.Contains(without, heard => heard.Contains("* m", StringComparison.Ordinal));
        Assert.Equal(without, await TalkAsync(seed, new Filter(_ => ChatFilterResult.Pass)));
        var slow = new Filter(async (_, _) =>
        {
            await Task.Yield();
            return ChatFilterResult.Pass;
        });
        Assert.Equal(without, await TalkAsync(seed, slow, new Filter(_ => ChatFilterResult.Pass)));
    }

    private static async Task<string[]> TalkAsync(int seed, params IChatFilter[] filters)
    {
        var random = new Random(seed);
        var chat = Core.New(new LineChatOptions { Log = { HistoryLines = 5 } }, filters: filters);
        var readers = Enumerable.Range(0, Members).Select(i => new Reader($"m{i}")).ToArray();
        foreach (var reader in readers) reader.Member = (await chat.JoinAsync(reader.Id, reader, null, default)).Member!;
        for (int i = 0; i < Deeds; i++)
        {
            var reader = readers[random.Next(Members)];
            var member = reader.Member;
            string text = Texts[random.Next(Texts.Length)];
            switch (random.Next(10))
            {
                case < 3: await member.SayAsync(text); break;
                case 3: await member.SayAsync(Bytes[random.Next(Bytes.Length)]); break;
                case 4: await member.ActAsync(text); break;
                case 5: await member.WhisperAsync(readers[random.Next(Members)].Member.Nickname, text); break;
                case 6: await member.AnswerAsync(text); break;
                case 7: await member.RenameAsync(random.Next(2) == 0 ? text : $"{reader.Id}.{i}"); break;
                case 8: await member.MoveAsync(random.Next(3) switch { 0 => text, 1 => "dev", _ => "lobby" }); break;
                default: await member.SetTopicAsync(text); break;
            }
        }

        foreach (var reader in readers) await reader.Member.DisposeAsync().InTimeAsync();
        return [.. readers.Select(reader => reader.Heard)];
    }

    private sealed class Reader(string id) : IChatConnection
    {
        private readonly MemoryStream _heard = new();

        public string Id => id;

        public EndPoint? RemoteEndPoint => null;

        public ChatMember Member { get; set; } = null!;

        public string Heard => Encoding.Latin1.GetString(_heard.ToArray());

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            _heard.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
