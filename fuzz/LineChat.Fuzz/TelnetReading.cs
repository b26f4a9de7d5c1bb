using static LineChat.Lines.Telnet;

namespace LineChat.Fuzz;

/// <summary>A naive reading of telnet (RFC 854, 855): what is a command in the bytes, and what is left as text.</summary>
internal sealed class TelnetReading
{
    private const int MaxSubnegotiation = 4096;

    public TelnetReading(ReadOnlySpan<byte> input)
    {
        int at = 0;
        while (at < input.Length && !IsEndless)
        {
            int start = at;
            if (input[at++] != InterpretAsCommand)
            {
                Text.Add(input[start]);
                continue;
            }

            if (at == input.Length) break;
            byte code = input[at++];
            switch (code)
            {
                case InterpretAsCommand:
                    Text.AddRange([InterpretAsCommand, InterpretAsCommand]);
                    break;

                case Will or Wont or Do or Dont:
                    if (at < input.Length) Commands.Add((code, input[at], ++at));
                    break;

                case Subnegotiation:
                    int end = EndOf(input[at..]);
                    IsEndless = (end < 0 ? input.Length - at : end) > MaxSubnegotiation;
                    at = end < 0 ? input.Length : at + end;
                    break;

                default:
                    Commands.Add((code, 0, at));
                    break;
            }
        }
    }

    /// <summary>The commands, each with its option (0 if it has none) and where it ends.</summary>
    public List<(byte Code, byte Option, int End)> Commands { get; } = [];

    /// <summary>What the input is without them.</summary>
    public List<byte> Text { get; } = [];

    /// <summary>Whether a subnegotiation is longer than a server reads.</summary>
    public bool IsEndless { get; }

    // IAC SE ends it; an IAC in front of anything else takes that with it.
    private static int EndOf(ReadOnlySpan<byte> parameters)
    {
        for (int at = 0; at + 1 < parameters.Length; at++)
        {
            if (parameters[at] != InterpretAsCommand) continue;
            if (parameters[++at] == SubnegotiationEnd) return at + 1;
        }

        return -1;
    }
}
