using System.Text;

namespace LineChat.Lines;

/// <summary>
/// What belongs to an ESC or a C1 control, byte by byte (ECMA-48, 5.3 to 5.6; ECMA-35, 13): cursor keys and function keys, the brackets around what is pasted,
/// colours, window titles. It ends where it is complete, or before the first byte that cannot belong to it: any control, so that a line end stays one. It keeps
/// nothing, however long it is. A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct ControlSequence
{
    public const byte Escape = 0x1B;

    /// <summary>The first byte of a C1 control in UTF-8 (U+0080 to U+009F).</summary>
    public const byte C1Lead = 0xC2;

    private State _state;

    private enum State : byte
    {
        Outside,
        Escape,
        Intermediate, // ESC, 20 to 2F
        SingleShift, // SS2, SS3: the keypad and function keys
        CsiFirst,
        Csi,
        FunctionKey, // CSI [ of the Linux console
        MouseButton, // CSI M of xterm
        MouseColumn,
        MouseRow,
        String, // DCS, SOS, OSC, PM, APC
        StringC1, // in a string, after the first byte of what may be a C1 control
    }

    /// <summary>Whether the next byte may belong to it.</summary>
    public readonly bool IsInside => _state != State.Outside;

    /// <summary>How many bytes at the beginning of a text are a control and what belongs to it.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="control">Its first character.</param>
    public static int LengthIn(ReadOnlySpan<byte> utf8, Rune control)
    {
        var sequence = default(ControlSequence);
        if (control.Value == Escape) sequence.Begin();
        else sequence.BeginC1((byte)control.Value);

        int length = control.Utf8SequenceLength;
        while (sequence.IsInside && length < utf8.Length && sequence.Takes(utf8[length])) length++;
        return length;
    }

    /// <summary>Begins with an ESC.</summary>
    public void Begin() => _state = State.Escape;

    /// <summary>Begins with a C1 control.</summary>
    /// <param name="last">The last byte of the character.</param>
    /// <returns>Whether it is one to which more belongs.</returns>
    public bool BeginC1(byte last)
    {
        if (last is < 0x80 or > 0x9F) return false;
        _state = AfterC1(last);
        return IsInside;
    }

    /// <summary>Reads on.</summary>
    /// <returns>Whether the byte belongs to it. If not, it has ended before the byte.</returns>
    public bool Takes(byte next)
    {
        var after = After(_state, next);
        _state = after ?? State.Outside;
        return after is not null;
    }

    // A C1 control is short for ESC and a letter.
    private static State AfterC1(byte last) => After(State.Escape, (byte)(last - 0x40)) ?? State.Outside;

    private static State? After(State state, byte next) => (state, next) switch
    {
        (State.StringC1, >= 0x80 and <= 0x9F) => AfterC1(next),
        (State.String or State.StringC1, C1Lead) => State.StringC1,
        (State.String or State.StringC1, >= 0x20 and not 0x7F) => State.String,
        (_, < 0x20 or >= 0x7F) => null,
        (State.Escape, (byte)'[') => State.CsiFirst,
        (State.Escape, (byte)'N' or (byte)'O') => State.SingleShift,
        (State.Escape, (byte)'P' or (byte)'X' or (byte)']' or (byte)'^' or (byte)'_') => State.String,
        (State.Escape or State.Intermediate, <= 0x2F) => State.Intermediate,
        (State.CsiFirst, (byte)'[') => State.FunctionKey,
        (State.CsiFirst, (byte)'M') => State.MouseButton,
        (State.MouseButton, _) => State.MouseColumn,
        (State.MouseColumn, _) => State.MouseRow,
        (State.CsiFirst or State.Csi, <= 0x3F) => State.Csi,
        (State.SingleShift, (>= (byte)'0' and <= (byte)'9') or (byte)';') => State.SingleShift, // the keys held with it
        _ => State.Outside,
    };
}
