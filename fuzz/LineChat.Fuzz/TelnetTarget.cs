using static LineChat.Lines.Telnet;

namespace LineChat.Fuzz;

/// <summary>
/// Telnet, against a naive model: what each request is answered, and that no command leaves anything in the text. The dictionary makes the inputs full of commands.
/// </summary>
internal static class TelnetTarget
{
    private const int MaxLineLength = 4096;
    private const int MaxUnterminatedInput = 16_384;
    private const int MostRounds = 3;

    public static void Run(ReadOnlySpan<byte> input)
    {
        using var listener = new Listener(MaxLineLength, MaxUnterminatedInput, splitsLongLines: false);
        listener.Read(input);
        var found = listener.Found;
        bool ended = found is [.., { Event: LineEvent.UnterminatedInput or LineEvent.EndlessSubnegotiation }];
        int read = ended ? found[^1].End : input.Length;
        var reading = new TelnetReading(input[..read]);

        Invariant.Holds(reading.IsEndless == found is [.., { Event: LineEvent.EndlessSubnegotiation }], "An endless subnegotiation ends it, and nothing else does that.");
        AnswersAreThoseOfTheModel(found, reading);
        CommandsAreHeard(found, reading, input);
        CommandsLeaveTheTextAlone(found, reading);
        AnswersToAnswersEnd(found);
    }

    // RFC 855, 1143: what is not known is refused, once for each direction; a refusal is not answered. RFC 860: a timing mark is answered each time.
    private static void AnswersAreThoseOfTheModel(IReadOnlyList<Found> found, TelnetReading reading)
    {
        var answers = found.Where(found => found.Event == LineEvent.Answer).ToDictionary(answer => answer.End, answer => answer.Bytes);
        var refused = new HashSet<(byte, byte)>();
        bool binaryAsked = false;
        foreach (var (code, option, end) in reading.Commands)
        {
            byte[]? expected = (code, option) switch
            {
                (Do, TimingMark) => [InterpretAsCommand, Will, TimingMark],
                (Will, TransmitBinary) when binaryAsked => null,
                (Do, _) when refused.Add((Wont, option)) => [InterpretAsCommand, Wont, option],
                (Will, _) when refused.Add((Dont, option)) => [InterpretAsCommand, Dont, option],
                _ => null,
            };
            answers.Remove(end, out byte[]? answer);
            if (answer is [InterpretAsCommand, Do, TransmitBinary] && IsControlKey(code))
            {
                Invariant.Holds(!binaryAsked, "Binary is asked for once.");
                binaryAsked = true;
                continue;
            }

            Invariant.Holds(answer.AsSpan().SequenceEqual(expected), "An option is answered as the model says.");
        }

        Invariant.Holds(answers.Count == 0, "Nothing is answered but a command.");
    }

    private static void CommandsAreHeard(IReadOnlyList<Found> found, TelnetReading reading, ReadOnlySpan<byte> input)
    {
        var commands = reading.Commands.ToDictionary(command => command.End, command => command.Code);
        foreach (var (what, _, end) in found)
        {
            bool isHeard = what switch
            {
                LineEvent.AreYouThere => commands.Remove(end, out byte code) && code == AreYouThere,
                LineEvent.Leave => input[end - 1] == 0x04 || (commands.Remove(end, out byte code) && code is EndOfFile or Abort),
                LineEvent.Interrupt or LineEvent.InterruptLine => input[end - 1] == 0x03 || (commands.Remove(end, out byte code) && code == InterruptProcess),
                _ => true,
            };
            Invariant.Holds(isHeard, "Nobody asks, interrupts or leaves who didn't say so.");
        }

        // In the middle of a character they may be a byte of it.
        if (reading.Text.Any(b => b >= 0xC0)) return;
        Invariant.Holds(!commands.ContainsValue(AreYouThere) && !commands.ContainsValue(InterruptProcess), "Who asks or interrupts is heard.");
    }

    private static void CommandsLeaveTheTextAlone(IReadOnlyList<Found> found, TelnetReading reading)
    {
        bool mayEdit = reading.Commands.Any(command => command.Code is EraseCharacter or EraseLine || IsControlKey(command.Code));
        if (mayEdit || reading.IsEndless) return;

        using var listener = new Listener(MaxLineLength, MaxUnterminatedInput, splitsLongLines: false);
        listener.Read(reading.Text.ToArray());
        Invariant.Holds(listener.Found.All(found => found.Event != LineEvent.Answer), "Text is not answered.");
        Invariant.Holds(
            listener.Found.Where(found => found.IsLine).Select(line => line.Bytes).SequenceEqual(found.Where(found => found.IsLine).Select(line => line.Bytes), ByteArrays.Same),
            "The lines are the same without what is negotiated.");
    }

    // Two servers that get each other's answers fall silent.
    private static void AnswersToAnswersEnd(IReadOnlyList<Found> found)
    {
        byte[] said = [.. found.Where(found => found.Event == LineEvent.Answer).SelectMany(answer => answer.Bytes)];
        using var here = new Listener(MaxLineLength, MaxUnterminatedInput, splitsLongLines: false);
        using var there = new Listener(MaxLineLength, MaxUnterminatedInput, splitsLongLines: false);
        int rounds = 0;
        for (var (one, other) = (there, here); said.Length > 0; (one, other) = (other, one))
        {
            Invariant.Holds(rounds++ < MostRounds, "Answers to answers come to an end.");
            int before = one.Found.Count;
            one.Read(said);
            said = [.. one.Found.Skip(before).SelectMany(answer => answer.Bytes)];
        }
    }

    private static bool IsControlKey(byte code) => code is InterruptProcess or EndOfFile or AbortOutput or AreYouThere or Suspend or Break or Abort;
}
