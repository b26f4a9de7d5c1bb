using System.Buffers;

namespace LineChat.Lines;

/// <summary>
/// Bytes in, lines out, by this contract:
/// <list type="number">
/// <item>How the bytes were split makes no difference to what is found.</item>
/// <item>Nothing is kept that has no bound: neither a line, nor what comes without a line end, nor a subnegotiation.</item>
/// <item>Between two lines it holds no buffer, and what telnet needs is made with the first command.</item>
/// </list>
/// </summary>
internal sealed class LineDecoder(int maxLineLength, int maxUnterminatedInput, bool splitsLongLines) : ILineDecoder
{
    private const byte EndOfText = 0x03; // Control-C
    private const byte EndOfTransmission = 0x04; // Control-D
    private const byte Backspace = 0x08;
    private const byte LineFeed = 0x0A;
    private const byte CarriageReturn = 0x0D;
    private const byte Delete = 0x7F;

    private static readonly SearchValues<byte> Special =
        SearchValues.Create([EndOfText, EndOfTransmission, Backspace, LineFeed, CarriageReturn, Delete, Telnet.InterpretAsCommand]);

    private LineBuffer _line = new(maxLineLength);
    private TelnetParser _telnet;
    private TelnetNegotiation? _negotiation;
    private int _unterminated; // bytes of text since the last line end
    private bool _afterCarriageReturn;
    private bool _lineFound;
    private bool _isRest; // what stands before it on its line was found as a line of its own
    private LineEvent? _end;

    public ReadOnlyMemory<byte> Line { get; private set; }

    public ReadOnlyMemory<byte> Answer => _negotiation?.Answer ?? default;

    /// <summary>Whether nothing of this line is typed.</summary>
    private bool IsAtStart => _line.IsEmpty && !_isRest;

    public LineEvent Read(ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        if (_end is { } end) return end;

        if (_lineFound)
        {
            if (_isRest) _line.KeepUnfinishedCharacter();
            else _line.Clear();
            Line = default;
            _lineFound = false;
        }

        var found = LineEvent.NeedMore;
        while (found == LineEvent.NeedMore && consumed < input.Length)
        {
            found = _telnet.IsInside ? ReadCommand(input[consumed++]) : ReadText(input[consumed..], ref consumed);
        }

        if (found == LineEvent.NeedMore) _line.ReleaseIfEmpty();
        if (found is LineEvent.UnterminatedInput or LineEvent.EndlessSubnegotiation) _end = found;
        return found;
    }

    public void Dispose()
    {
        _line.Clear();
        _line.ReleaseIfEmpty();
        Line = default;
    }

    private LineEvent ReadText(ReadOnlySpan<byte> input, ref int consumed)
    {
        if (_afterCarriageReturn && input[0] != Telnet.InterpretAsCommand) // a command may stand between CR and LF
        {
            _afterCarriageReturn = false;
            if (input[0] is LineFeed or 0)
            {
                consumed++;
                return LineEvent.NeedMore;
            }
        }

        int plain = input.IndexOfAny(Special);
        if (plain < 0) plain = input.Length;
        if (splitsLongLines)
        {
            if (_line.Room == 0 && input[0] is not (LineFeed or CarriageReturn or Backspace or Delete)) return SplitLine();
            plain = Math.Min(plain, _line.Room);
        }

        if (plain > 0)
        {
            consumed += plain;
            return Type(input[..plain]);
        }

        consumed++;
        switch (input[0])
        {
            case LineFeed:
                return EndLine();

            case CarriageReturn:
                _afterCarriageReturn = true;
                return EndLine();

            case Telnet.InterpretAsCommand:
                _telnet.Begin();
                return LineEvent.NeedMore;

            case EndOfText:
                return Interrupt(Count(1));

            case EndOfTransmission:
                // From clients that leave it to the server what that means.
                return IsAtStart ? LineEvent.Leave : Count(1);

            default:
                _line.EraseCharacter();
                return Count(1);
        }
    }

    private LineEvent ReadCommand(byte next)
    {
        if (_telnet.Read(next) is not { } command) return _telnet.IsEndless ? LineEvent.EndlessSubnegotiation : LineEvent.NeedMore;
        if (PutBack(command.Code) is { } typed && _line.IsContinuedBy(typed))
        {
            var found = Type([typed]);
            _negotiation ??= new();
            return found == LineEvent.NeedMore && _negotiation.AsksForBinary() ? LineEvent.Answer : found;
        }

        switch (command.Code)
        {
            case Telnet.InterpretAsCommand:
                return Type([Telnet.InterpretAsCommand]);

            case Telnet.EraseCharacter:
                _line.EraseCharacter();
                return LineEvent.NeedMore;

            case Telnet.EraseLine:
                _line.Clear();
                return LineEvent.NeedMore;

            case Telnet.AreYouThere:
                return LineEvent.AreYouThere;

            case Telnet.InterruptProcess:
                return Interrupt(LineEvent.NeedMore);

            case Telnet.EndOfFile or Telnet.Abort:
                return LineEvent.Leave;

            case Telnet.Will or Telnet.Wont or Telnet.Do or Telnet.Dont:
                _negotiation ??= new();
                return _negotiation.Answers(command) ? LineEvent.Answer : LineEvent.NeedMore;

            default:
                return LineEvent.NeedMore;
        }
    }

    /// <summary>
    /// The byte of text that a command may have been. Debian's telnet (inetutils) takes the low seven bits of what is typed for a control key,
    /// in the middle of a character too: Ã (C3 83) becomes C3 and Interrupt Process, since 83 looks like Control-C.
    /// </summary>
    private static byte? PutBack(byte command) => command switch
    {
        Telnet.InterruptProcess => 0x83,
        Telnet.EndOfFile => 0x84,
        Telnet.AbortOutput => 0x8F,
        Telnet.AreYouThere => 0x94,
        Telnet.Suspend => 0x9A,
        Telnet.Break or Telnet.Abort => 0x9C,
        _ => null,
    };

    /// <param name="counted">What became of counting it: one byte too many ends the connection instead.</param>
    private LineEvent Interrupt(LineEvent counted)
    {
        if (counted != LineEvent.NeedMore) return counted;
        if (IsAtStart) return LineEvent.Interrupt;
        _line.Clear();
        return LineEvent.InterruptLine;
    }

    private LineEvent Type(ReadOnlySpan<byte> typed)
    {
        _afterCarriageReturn = false;
        _line.Append(typed);
        return Count(typed.Length);
    }

    private LineEvent Count(int bytes)
    {
        _unterminated += bytes;
        return _unterminated > maxUnterminatedInput ? LineEvent.UnterminatedInput : LineEvent.NeedMore;
    }

    // The rest is not looked at before the next call.
    private LineEvent SplitLine()
    {
        _line.CutUnfinishedCharacter();
        var found = EndLine();
        _isRest = true;
        return found;
    }

    private LineEvent EndLine()
    {
        _unterminated = 0;
        bool isNothing = _isRest && _line.IsEmpty;
        _isRest = false;
        if (isNothing) return LineEvent.NeedMore;

        _lineFound = true;
        bool isTooLong = _line.IsTooLong;
        Line = TextSafety.Clean(_line.Bytes);
        if (Line.Length > maxLineLength) // what is invalid grows when it is replaced
        {
            Line = Line[..TextSafety.LengthOfWholeCharacters(Line.Span, maxLineLength)];
            isTooLong = true;
        }

        return isTooLong ? LineEvent.LongLine : LineEvent.Line;
    }
}
