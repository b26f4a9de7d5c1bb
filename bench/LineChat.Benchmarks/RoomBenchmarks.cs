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
    private IChatMember _author = null!;
    private ReadyConnection _last = null!;

    /// <summary>How many hear it.</summary>
    [Params(10, 100, 1000)]
    public int Readers { get; set; }

    [GlobalSetup]
    public void FillRoom()
    {
        _text.AsSpan().Fill((byte)'x');
        var room = new ChatRoom(
            new LineChatOptions(),
            new NicknamePolicy(),
            new TemplateFormatter(new ChatDialect()),
            new ChatMetrics(null),
            new SocketBatchSender(null, NullLogger.Instance),
            TimeProvider.System,
            NullLogger<ChatRoom>.Instance);
        _author = room.Join("author").Member!;
        for (int i = 0; i < Readers; i++)
        {
            _last = new(_text);
            if (!room.Join("u" + i.ToString(CultureInfo.InvariantCulture), _last).Succeeded) throw new InvalidOperationException();
        }
    }

    [Benchmark]
    public void Say()
    {
        _author.Say(_text);
        _last.WaitForLine(); // the walk may be on another thread
    }
}
