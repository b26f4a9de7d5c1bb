using System.Numerics;
using System.Runtime.CompilerServices;
using LineChat.Lines;

namespace LineChat.Fuzz;

/// <summary>Feeds a new decoder piece by piece, and sees to it that it keeps its contract while it reads.</summary>
internal sealed class Listener(int maxLineLength, int maxUnterminatedInput, bool splitsLongLines) : IDisposable
{
    private const int SmallestBuffer = 256;

    private readonly LineDecoder _decoder = (LineDecoder)new LineCodec(maxLineLength, maxUnterminatedInput, splitsLongLines).CreateDecoder();
    private readonly List<Found> _found = [];
    private int _read;
    private int _answered;
    private bool _isOver;

    /// <summary>What was found, up to what ends a connection.</summary>
    public IReadOnlyList<Found> Found => _found;

    public void Read(ReadOnlySpan<byte> piece)
    {
        int calls = 0;
        while (!_isOver)
        {
            var found = _decoder.Read(piece, out int consumed);
            Invariant.Holds(consumed >= 0 && consumed <= piece.Length, "No more is consumed than there is.");
            Invariant.Holds(calls++ <= 2 * (_read + piece.Length + 2), "It comes to an end.");
            Invariant.Holds(BufferOf(ref LineOf(_decoder)).Length <= BitOperations.RoundUpToPowerOf2((uint)Math.Max(SmallestBuffer, splitsLongLines ? maxLineLength : maxUnterminatedInput)), "No more is kept than may be typed.");
            piece = piece[consumed..];
            _read += consumed;
            if (found == LineEvent.NeedMore)
            {
                Invariant.Holds(piece.IsEmpty, "Who needs more has consumed everything.");
                Invariant.Holds(!LineOf(_decoder).IsEmpty || BufferOf(ref LineOf(_decoder)).Length == 0, "No memory is held between lines.");
                return;
            }

            Keep(found);
        }
    }

    public void Dispose()
    {
        _decoder.Dispose();
        Invariant.Holds(BufferOf(ref LineOf(_decoder)).Length == 0, "What is disposed of holds no memory.");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_line")]
    private static extern ref LineBuffer LineOf(LineDecoder decoder);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bytes")]
    private static extern ref byte[] BufferOf(ref LineBuffer line);

    private void Keep(LineEvent found)
    {
        byte[] bytes = found switch
        {
            LineEvent.Line or LineEvent.LongLine => _decoder.Line.ToArray(),
            LineEvent.Answer => _decoder.Answer.ToArray(),
            _ => [],
        };
        _found.Add(new(found, bytes, _read));

        if (found is LineEvent.Line or LineEvent.LongLine)
        {
            Invariant.Holds(bytes.Length <= maxLineLength, "A line is no longer than allowed.");
            Invariant.Holds(SafeText.IsSafe(bytes), "A line is safe to show.");
        }
        else if (found == LineEvent.Answer)
        {
            _answered += bytes.Length;
            Invariant.Holds(_answered <= _read, "No more is answered than was sent.");
        }
        else if (found is LineEvent.UnterminatedInput or LineEvent.EndlessSubnegotiation)
        {
            Invariant.Holds(_decoder.Read("more\n"u8, out int consumed) == found && consumed == 0, "What ends a connection ends it for good.");
            _isOver = true;
        }
    }
}
