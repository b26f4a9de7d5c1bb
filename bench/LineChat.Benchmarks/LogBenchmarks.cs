using BenchmarkDotNet.Attributes;
using LineChat.Rooms;

namespace LineChat.Benchmarks;

/// <summary>One line more in the log, of which the oldest are dropped all the time.</summary>
[MemoryDiagnoser]
public class LogBenchmarks
{
    private readonly LineLog _log = new(1024 * 1024);
    private readonly LineLog _heldLog = new(1024 * 1024);
    private readonly byte[] _line = new byte[64];

    /// <summary>Dropped blocks are written again, as in a room whose readers keep up.</summary>
    [Benchmark(Baseline = true)]
    public void Append()
    {
        _log.Append(_line, author: 1);
        _log.NobodyReadsBefore(_log.First.First);
    }

    /// <summary>Somebody still stands in the oldest block, so that each block is a new one.</summary>
    [Benchmark]
    public void AppendWhileSomebodyStalls() => _heldLog.Append(_line, author: 1);
}
