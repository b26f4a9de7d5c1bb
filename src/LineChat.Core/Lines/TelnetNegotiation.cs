using System.Collections;

namespace LineChat.Lines;

/// <summary>
/// What is answered when a client negotiates options (RFC 855, 1143). Each option is refused once in each direction, so that no answer to
/// an answer makes a loop; none is offered, so that netcat never sees a byte of telnet. Two exceptions: a timing mark (RFC 860) is
/// answered each time, since the client throws away what it receives until then; and a client that garbles what is typed is asked,
/// once, to send it as it is (RFC 856).
/// </summary>
internal sealed class TelnetNegotiation
{
    private readonly BitArray _refused = new(2 * 256);
    private readonly byte[] _answer = [Telnet.InterpretAsCommand, 0, 0];
    private bool _binaryAsked;

    /// <summary>The answer to the last command that had one.</summary>
    public ReadOnlyMemory<byte> Answer => _answer;

    /// <returns>Whether there is an answer.</returns>
    public bool Answers(TelnetCommand command) => command switch
    {
        { Code: Telnet.Do, Option: Telnet.TimingMark } => Say(Telnet.Will, command.Option),
        { Code: Telnet.Do } => Refuse(0, Telnet.Wont, command.Option),
        { Code: Telnet.Will, Option: Telnet.TransmitBinary } when _binaryAsked => false,
        { Code: Telnet.Will } => Refuse(256, Telnet.Dont, command.Option),
        _ => false,
    };

    /// <returns>Whether that is to be said: it has not been before.</returns>
    public bool AsksForBinary()
    {
        if (_binaryAsked) return false;
        _binaryAsked = true;
        return Say(Telnet.Do, Telnet.TransmitBinary);
    }

    private bool Refuse(int direction, byte verb, byte option)
    {
        if (_refused[direction + option]) return false;
        _refused[direction + option] = true;
        return Say(verb, option);
    }

    private bool Say(byte verb, byte option)
    {
        _answer[1] = verb;
        _answer[2] = option;
        return true;
    }
}
