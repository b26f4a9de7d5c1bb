using System.Text;
using BenchmarkDotNet.Attributes;

namespace LineChat.Benchmarks;

/// <summary>Bytes of a client become lines: 100 of 64 bytes, in one piece.</summary>
[MemoryDiagnoser]
public class DecoderBenchmarks
{
    private const int Lines = 100;
    private const string Erase = "\u00FF\u00F7"; // IAC EC: the last character is taken back
    private const string Nop = "\u00FF\u00F1"; // IAC NOP

    private readonly ILineDecoder _decoder = new LineCodec().CreateDecoder();
    private readonly byte[] _ascii = Repeat(new string('x', 62), Encoding.ASCII);
    private readonly byte[] _utf8 = Repeat(string.Concat(Enumerable.Repeat("schöne Füße, ", 4)) + "ja", Encoding.UTF8);
    private readonly byte[] _telnet = Repeat(string.Concat(Enumerable.Repeat($"word{Nop} {Erase} word", 4)) + "ja", Encoding.Latin1);

    [Benchmark(OperationsPerInvoke = Lines, Baseline = true)]
    public int Ascii() => Decode(_ascii);

    [Benchmark(OperationsPerInvoke = Lines)]
    public int Utf8() => Decode(_utf8);

    [Benchmark(OperationsPerInvoke = Lines)]
    public int TelnetCommands() => Decode(_telnet);

    private static byte[] Repeat(string line, Encoding encoding) => encoding.GetBytes(string.Concat(Enumerable.Repeat($"{line}\r\n", Lines)));

    private int Decode(ReadOnlySpan<byte> input)
    {
        int bytes = 0;
        while (_decoder.Read(input, out int consumed) is var found && found != LineEvent.NeedMore)
        {
            bytes += _decoder.Line.Length;
            input = input[consumed..];
        }

        return bytes;
    }
}
