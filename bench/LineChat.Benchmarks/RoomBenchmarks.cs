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
    private readonly ReadyConnection[] _connections = new ReadyConnection[MostMembers];
    private readonly byte[] _text = new byte[64];
    private IChatMember _author = null!;
    private long _said;

    private const int MostMembers = 1000;

    [Params(10, 100, MostMembers)]
    public int Members { get; set; }

    [GlobalSetup]
    public void FillRoom()
    {
        _text.AsSpan().Fill((byte)'x');
        var options = new LineChatOptions();
        var dialect = new ChatDialect();
        var room = new ChatRoom(
            options,
            new NicknamePolicy(),
            new TemplateFormatter(dialect),
            new ChatMetrics(null),
            new SocketBatchSender(null),
            TimeProvider.System,
            NullLogger<ChatRoom>.Instance);
        _author = room.Join("author").Member!;
        for (int i = 0; i < Members; i++)
        {
            _connections[i] = new();
            room.Join("u" + i.ToString(CultureInfo.InvariantCulture), _connections[i]);
        }

        Say();
    }

    /// <summary>Ends when the last member has it: the walk may be on another thread.</summary>
    [Benchmark]
    public void Say()
    {
        _said++;
        _author.Say(_text);
        var last = _connections[Members - 1];
        long wanted = last.Lines + 1;
    }
}
