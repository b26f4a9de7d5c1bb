using System.Buffers;

namespace LineChat.Lines;

/// <summary>
/// Bytes in, lines out, by this contract:
/// <list type="number">
/// <item>How the bytes were split makes no difference to what is found.</item>
/// <item>Nothing is kept that has no bound: neither a line, nor what comes without a line end, nor a subnegotiation, nor a control sequence.</item>
/// <item>Between two lines it holds no buffer, and what telnet needs is made with the first command.</item>
/// </list>
/// </summary>
internal sealed class LineDecoder(int maxLineLength, int maxUnterminatedInput, bool splitsLongLines) : ILineDecoder
{
    private const byte ControlC = 0x03;
    private const byte ControlD = 0x04;
    private const byte Backspace = 0x08;
    private const byte LineFeed = 0x0A;
    private const byte CarriageReturn = 0x0D;
    private const byte ControlU = 0x15;
    private const byte ControlW = 0x17;
    private const byte Delete = 0x7F;

    // Whatever is more than text, and the first byte of C1 controls, with which a piece of text ends.
    private static readonly SearchValues<byte> Special = SearchValues.Create(
        [ControlC, ControlD, Backspace, LineFeed, CarriageReturn, ControlU, ControlW, ControlSequence.Escape, Delete, ControlSequence.C1Lead, Telnet.InterpretAsCommand]);

    private LineBuffer _line = new(splitsLongLines ? maxLineLength : maxUnterminatedInput);
    private ControlSequence _sequence;
    private TelnetParser _telnet;
    private TelnetNegotiation? _negotiation;
    private int _unterminated; // bytes of text since the last line end
    private bool _isBeginning = true; // what was typed so far may become a byte order mark
    private bool _afterCarriageReturn;
    private bool _lineFound;
    private bool _isRest; // what stands before it on its line was found as a line of its own
    private LineEvent? _end;

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

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

        if ((_sequence.IsInside && input[0] != Telnet.InterpretAsCommand && _sequence.Takes(input[0])) || BeginsC1(input[0]))
        {
            consumed++;
            return Count(1);
        }

        int plain = input.IndexOfAny(Special);
        if (plain < 0) plain = input.Length;
        else if (input[plain] == ControlSequence.C1Lead) plain++;

        if (splitsLongLines)
        {
            if (_line.Room == 0 && (plain > 0 || input[0] == Telnet.InterpretAsCommand)) return SplitLine();
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

            case ControlC:
                return Interrupt(Count(1));

            case ControlD:
                // From clients that leave it to the server what that means.
                return IsAtStart ? LineEvent.Leave : Count(1);

            case ControlU:
                _line.Clear();
                return Count(1);

            case ControlW:
                _line.EraseWord();
                return Count(1);

            case ControlSequence.Escape:
                _sequence.Begin();
                return Count(1);

            default:
                _line.EraseCharacter();
                return Count(1);
        }
    }

    /// <summary>Whether the byte makes the last one typed a C1 control to which more belongs: then that was not typed.</summary>
    private bool BeginsC1(byte next)
    {
        if (!_line.EndsWith(ControlSequence.C1Lead) || !_sequence.BeginC1(next)) return false;
        _line.EraseLastByte();
        return true;
    }

    private LineEvent ReadCommand(byte next)
    {
        if (_telnet.Read(next) is not { } command) return _telnet.IsEndless ? LineEvent.EndlessSubnegotiation : LineEvent.NeedMore;
        if (!_sequence.IsInside && PutBack(command.Code) is { } typed && _line.IsContinuedBy(typed))
        {
            var found = BeginsC1(typed) ? Count(1) : Type([typed]);
            _negotiation ??= new();
            return found == LineEvent.NeedMore && _negotiation.AsksForBinary() ? LineEvent.Answer : found;
        }

        switch (command.Code)
        {
            case Telnet.InterpretAsCommand:
                return _sequence.IsInside && _sequence.Takes(Telnet.InterpretAsCommand) ? Count(1) : Type([Telnet.InterpretAsCommand]);

            case Telnet.EraseCharacter:
                _sequence = default;
                _line.EraseCharacter();
                return LineEvent.NeedMore;

            case Telnet.EraseLine:
                _sequence = default;
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
        _sequence = default;
        if (counted != LineEvent.NeedMore) return counted;
        if (IsAtStart) return LineEvent.Interrupt;
        _line.Clear();
        return LineEvent.InterruptLine;
    }

    private LineEvent Type(ReadOnlySpan<byte> typed)
    {
        _afterCarriageReturn = false;
        var counted = Count(typed.Length);
        if (counted != LineEvent.NeedMore) return counted;
        _line.Append(typed);
        if (_isBeginning) DropByteOrderMark();
        return counted;
    }

    // As .NET and Windows write it before everything else: it says nothing here.
    private void DropByteOrderMark()
    {
        var typed = _line.Bytes.Span;
        bool isMark = typed.StartsWith(ByteOrderMark);
        if (isMark) _line.EraseFirst(ByteOrderMark.Length);
        _isBeginning = !isMark && ByteOrderMark.StartsWith(typed.TrimEnd(ControlSequence.C1Lead)); // which may not have been typed yet, if a control comes of it
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
        _isBeginning = false;
        bool isNothing = _isRest && _line.IsEmpty;
        _isRest = false;
        if (isNothing) return LineEvent.NeedMore;

        _lineFound = true;
        Line = TextSafety.Clean(_line.Bytes);
        if (Line.Length <= maxLineLength) return LineEvent.Line;
        Line = Line[..TextSafety.LengthOfWholeCharacters(Line.Span, maxLineLength)];
        return LineEvent.LongLine;
    }
}
