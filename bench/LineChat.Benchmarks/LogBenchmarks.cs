using BenchmarkDotNet.Attributes;
using LineChat.Rooms;

namespace LineChat.Benchmarks;

/// <summary>One line more in the log, of which the oldest are dropped all the time.</summary>
[MemoryDiagnoser]
public class LogBenchmarks
{
    private readonly LineLog _log = new(1024 * 1024);
    private readonly byte[] _line = new byte[64];

    [Benchmark]
    public void Append() => _log.Append(_line, author: 1);
}
