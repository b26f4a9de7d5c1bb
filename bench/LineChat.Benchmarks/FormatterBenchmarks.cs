using System.Buffers;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using LineChat.Dialects;

namespace LineChat.Benchmarks;

/// <summary>Messages are put into the words of the default dialect.</summary>
[MemoryDiagnoser]
public class FormatterBenchmarks
{
    private readonly TemplateFormatter _formatter = new(new ChatDialect());
    private readonly ArrayBufferWriter<byte> _output = new(4096);

    private readonly ChatMessage _said = new(ChatMessageKind.Said) { Nickname = "Ann", Text = new byte[64] };
    private readonly ChatMessage _arrived = new(ChatMessageKind.Arrived) { Nickname = "Ann" };

    private readonly ChatMessage _welcome = new(ChatMessageKind.Welcome)
    {
        Nickname = "Ann",
        Nicknames = [.. Enumerable.Range(0, 20).Select(i => "u" + i.ToString(CultureInfo.InvariantCulture))],
        Count = 1000,
    };

    [Benchmark(Baseline = true)]
    public int Said() => Format(_said);

    [Benchmark]
    public int Arrived() => Format(_arrived);

    [Benchmark]
    public int Welcome() => Format(_welcome);

    private int Format(in ChatMessage message)
    {
        _output.ResetWrittenCount();
        _formatter.Format(message, _output);
        return _output.WrittenCount;
    }
}
