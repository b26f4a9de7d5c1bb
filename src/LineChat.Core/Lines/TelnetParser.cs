namespace LineChat.Lines;

/// <summary>
/// Finds the commands in what follows an IAC, byte by byte (RFC 854, 855). What stands in a subnegotiation is passed over, a stray IAC in
/// it too: only IAC SE ends it. A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct TelnetParser
{
    /// <summary>How long a subnegotiation may be, in bytes.</summary>
    public const int MaxSubnegotiation = 4096;

    private State _state;
    private byte _code;
    private int _length;

    private enum State : byte
    {
        Outside,
        Command,
        Option,
        Subnegotiation,
        SubnegotiationCommand,
    }

    /// <summary>Whether the next byte belongs to a command.</summary>
    public readonly bool IsInside => _state != State.Outside;

    /// <summary>Whether a subnegotiation is longer than allowed. It stays so.</summary>
    public readonly bool IsEndless => _length > MaxSubnegotiation;

    /// <summary>An IAC was read.</summary>
    public void Begin() => _state = State.Command;

    /// <summary>Reads one byte more.</summary>
    /// <returns>The command that it ends, or null.</returns>
    public TelnetCommand? Read(byte next)
    {
        switch (_state)
        {
            case State.Command when next is Telnet.Subnegotiation:
                _length = 0;
                _state = State.Subnegotiation;
                return null;

            case State.Command when next is Telnet.Will or Telnet.Wont or Telnet.Do or Telnet.Dont:
                _code = next;
                _state = State.Option;
                return null;

            case State.Command:
                _state = State.Outside;
                return new(next, 0);

            case State.Option:
                _state = State.Outside;
                return new(_code, next);

            case State.Subnegotiation:
                _length++;
                if (next == Telnet.InterpretAsCommand) _state = State.SubnegotiationCommand;
                return null;

            default:
                _length++;
                _state = next == Telnet.SubnegotiationEnd ? State.Outside : State.Subnegotiation;
                return null;
        }
    }
}
