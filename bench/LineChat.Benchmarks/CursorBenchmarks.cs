using BenchmarkDotNet.Attributes;
using LineChat.Rooms;

namespace LineChat.Benchmarks;

/// <summary>A member reads 1,000 lines of the log.</summary>
[MemoryDiagnoser]
public class CursorBenchmarks
{
    private const int Lines = 1000;
    private const int Self = 1;

    private readonly LineLog _log = new(1024 * 1024);
    private Cursor _start;

    /// <summary>Of how many lines one is the member's own; 0 for none.</summary>
    [Params(0, 10, 2)]
    public int OwnEvery { get; set; }

    [GlobalSetup]
    public void FillLog()
    {
        byte[] line = new byte[64];
        for (int i = 0; i < Lines; i++) _log.Append(line, OwnEvery > 0 && i % OwnEvery == 0 ? Self : Self + 1);
        _start = _log.CursorBack(Lines);
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public long Read()
    {
        long bytes = 0;
        var cursor = _start;
        Cursor.Step step;
        do
        {
            step = cursor.Read(cursor.Look(), _log, Self, long.MaxValue, 16 * 1024);
            bytes += step.Bytes.Length;
        }
        while (step.Kind != Cursor.StepKind.AtEnd);
        return bytes;
    }
}
