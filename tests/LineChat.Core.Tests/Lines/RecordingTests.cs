using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LineChat.Tests.Support;
using static LineChat.Lines.Telnet;

namespace LineChat.Tests.Lines;

/// <summary>
/// What real clients send, in the folder <c>Recordings</c>: who it was and what was typed in comments, what it sent in the pieces in which it came, and what is to be found
/// in that, however it is cut.
/// <code>
/// # a comment
/// sent "Zoe" 0D 0A
/// finds Line:Zoe
/// </code>
/// </summary>
public sealed partial class RecordingTests
{
    private const byte Iac = InterpretAsCommand;
    private const byte NewEnvironment = 39;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Lines", "Recordings");

    public static TheoryData<string> Recordings => new(Directory.EnumerateFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void What_a_real_client_sends_is_understood(string client)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, client + ".txt"));
        byte[][] pieces = [.. After("sent ", lines).Select(Bytes)];
        string[] found = [.. After("finds ", lines)];
        Assert.Equal(found, Decoding.Of(pieces, 4096, 16_384));
        Assert.Equal(found, Decoding.AtEverySplit([.. pieces.SelectMany(piece => piece)]));
    }

    [Fact]
    public void Who_sends_each_character_at_once_erases_it_in_whatever_way() =>
        Finds(
            [.. "Zoz"u8, 0x08, .. "é"u8, 0x7F, .. "カ"u8, Iac, EraseCharacter, .. "e\r\0"u8, .. "nonsense"u8, Iac, EraseLine, .. "hello\r\0"u8],
            "Line:Zoe",
            "Line:hello");

    [Fact]
    public void A_nickname_is_whole_whatever_is_negotiated_in_the_middle_of_it() =>
        Finds(
            [.. "Z"u8, Iac, Will, NewEnvironment, .. "o"u8, Iac, Subnegotiation, NewEnvironment, 0, (byte)'\n', Iac, Iac, (byte)'x', Iac, SubnegotiationEnd, Iac, Do, 1, .. "e\r"u8, Iac, Wont, 1, .. "\n"u8],
            "Answer:FF FE 27",
            "Answer:FF FC 01",
            "Line:Zoe");

    [Fact]
    public void A_storm_of_every_option_in_every_verb_gets_each_answer_once_and_leaves_the_line_alone()
    {
        byte[] storm = [.. Enumerable.Range(0, 256).Except([TimingMark]).SelectMany(option => new[] { Will, Wont, Do, Dont }.SelectMany(verb => new[] { Iac, verb, (byte)option }))];
        string[] events = Decoding.Of([[.. "Z"u8, .. storm, .. storm, .. "oe\n"u8]], 4096, 16_384);
        Assert.Equal("Line:Zoe", events[^1]);
        Assert.Equal(2 * 255, events.Length - 1);
        Assert.Equal(events.Length, events.Distinct().Count());
    }

    [Fact]
    public void Answers_to_answers_are_answered_no_more()
    {
        // What two servers would say to each other: each gets the other's answers.
        byte[] said = [Iac, Do, 1, Iac, Will, 3];
        var here = new LineCodec(4096, 16_384).CreateDecoder();
        var there = new LineCodec(4096, 16_384).CreateDecoder();
        int rounds = 0;
        for (var (one, other) = (here, there); said.Length > 0; (one, other) = (other, one), rounds++) said = Answers(one, said);
        Assert.InRange(rounds, 1, 3);
    }

    private static byte[] Answers(ILineDecoder decoder, byte[] input)
    {
        var answers = new List<byte>();
        int at = 0;
        while (decoder.Read(input.AsSpan(at), out int consumed) == LineEvent.Answer)
        {
            at += consumed;
            answers.AddRange(decoder.Answer.Span);
        }

        return [.. answers];
    }

    private static void Finds(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed));

    private static IEnumerable<string> After(string word, string[] lines) =>
        lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => line[word.Length..]);

    private static byte[] Bytes(string written) =>
        [.. Token().Matches(written).SelectMany(token => token.Value[0] == '"' ? Encoding.ASCII.GetBytes(token.Value[1..^1]) : [byte.Parse(token.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)])];

    [GeneratedRegex("\"[^\"]*\"|[0-9A-F]{2}")]
    private static partial Regex Token();
}
