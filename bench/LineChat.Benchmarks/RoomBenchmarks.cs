using System.Globalization;
using BenchmarkDotNet.Attributes;
using LineChat.Diagnostics;
using LineChat.Dialects;
using LineChat.Rooms;
using LineChat.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Benchmarks;

/// <summary>A member says a line, and it goes to all the others: formatting, append, and the walk. Their connections take it at once, so this is what LineChat adds to the system calls.</summary>
[MemoryDiagnoser]
public class RoomBenchmarks
{
    private readonly byte[] _text = new byte[64];
    private ChatMember _author = null!;
    private ReadyConnection _last = null!;

    /// <summary>How many hear it.</summary>
    [Params(10, 100, 1000)]
    public int Readers { get; set; }

    [GlobalSetup]
    public void FillRoom()
    {
        _text.AsSpan().Fill((byte)'x');
        var chat = new ChatCore(
            new(new()),
            new NicknamePolicy(),
            new NicknameRegistry(),
            [new TemplateFormatter(new ChatDialect())],
            [],
            new ChatMetrics(null),
            new(() => new SocketBatchSender(null, NullLogger.Instance)),
            TimeProvider.System,
            NullLogger<Chat>.Instance);
        _author = Join("author", null);
        for (int i = 0; i < Readers; i++)
        {
            _last = new(_text);
            Join("u" + i.ToString(CultureInfo.InvariantCulture), _last);
        }

        ChatMember Join(string nickname, IChatConnection? connection) =>
            chat.JoinAsync(nickname, connection, null, default).AsTask().Result.Member ?? throw new InvalidOperationException();
    }

    [Benchmark]
    public async Task SayAsync()
    {
        await _author.SayAsync(_text).ConfigureAwait(false);
        _last.WaitForLine(); // the walk may be on another thread
    }
}
