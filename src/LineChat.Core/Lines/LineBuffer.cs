using System.Buffers;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// The line that is being typed, as its bytes came, with what erasing does to it. It keeps no more than a line may be long, at a whole
/// character, and holds no memory while it is empty. A mutable struct: keep it in a field that is not readonly.
/// </summary>
/// <param name="maxLength">How many bytes are kept.</param>
internal struct LineBuffer(int maxLength)
{
    private const int FirstSize = 256;

    private byte[] _bytes = [];
    private int _length;
    private int _dropped; // characters typed behind the bytes that are kept
    private int _unfinished; // bytes of a character that was cut off the end, behind what is kept
    private uint _last; // the last three bytes typed, kept or not: enough to tell whether a character is unfinished

    public readonly bool IsEmpty => _length == 0 && _dropped == 0;

    /// <summary>Whether more was typed than is kept.</summary>
    public readonly bool IsTooLong => _dropped > 0;

    /// <summary>What is kept.</summary>
    public readonly ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>How many more bytes can be kept.</summary>
    public readonly int Room => maxLength - _length;

    public void Append(ReadOnlySpan<byte> typed)
    {
        foreach (byte b in typed[^Math.Min(3, typed.Length)..]) _last = (_last << 8) | b;

        int kept = _dropped > 0 ? 0 : Math.Min(typed.Length, maxLength - _length);
        if (_bytes.Length < _length + kept) Grow(_length + kept);
        typed[..kept].CopyTo(_bytes.AsSpan(_length));
        _length += kept;
        if (kept == typed.Length) return;

        if (_dropped == 0)
        {
            DropUnfinishedCharacter();
            if (IsContinuation(typed[kept])) _dropped = 1; // the rest of the cut character
        }

        foreach (byte b in typed[kept..])
        {
            if (!IsContinuation(b)) _dropped++;
        }
    }

    /// <summary>Erases the last character (telnet's EC, RFC 854).</summary>
    public void EraseCharacter()
    {
        _last = 0;
        if (_dropped > 0)
        {
            _dropped--;
            return;
        }

        int most = Math.Min(4, _length);
        for (int n = 1; n <= most; n++)
        {
            if (IsContinuation(_bytes[_length - n]) && n < most) continue;
            _length -= n;
            return;
        }
    }

    /// <summary>Erases the whole line (telnet's EL, RFC 854).</summary>
    public void Clear()
    {
        _length = _dropped = 0;
        _last = 0;
    }

    /// <summary>Leaves an unfinished character at the end for <see cref="KeepUnfinishedCharacter"/>.</summary>
    public void CutUnfinishedCharacter()
    {
        int length = _length;
        DropUnfinishedCharacter();
        _unfinished = length - _length;
    }

    /// <summary>Clears it but for the unfinished character.</summary>
    public void KeepUnfinishedCharacter()
    {
        _bytes.AsSpan(_length, _unfinished).CopyTo(_bytes);
        _length = _unfinished;
        _unfinished = 0;
    }

    /// <summary>Whether the last character typed is unfinished, and the byte goes on with it.</summary>
    public readonly bool IsContinuedBy(byte next)
    {
        Span<byte> last = [(byte)(_last >> 16), (byte)(_last >> 8), (byte)_last, next];
        for (int lead = 2; lead >= 0; lead--)
        {
            if (IsContinuation(last[lead])) continue;
            return Rune.DecodeFromUtf8(last[lead..3], out _, out _) == OperationStatus.NeedMoreData
                && Rune.DecodeFromUtf8(last[lead..], out _, out int length) != OperationStatus.InvalidData
                && length == 4 - lead;
        }

        return false;
    }

    /// <summary>Gives the memory back, unless there is something in it.</summary>
    public void ReleaseIfEmpty()
    {
        if (_length > 0 || _bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    private void DropUnfinishedCharacter()
    {
        int most = Math.Min(3, _length);
        for (int n = 1; n <= most; n++)
        {
            if (IsContinuation(_bytes[_length - n])) continue;
            if (Rune.DecodeFromUtf8(_bytes.AsSpan(_length - n, n), out _, out _) == OperationStatus.NeedMoreData) _length -= n;
            return;
        }
    }

    private void Grow(int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Min(maxLength, Math.Max(size, 2 * _bytes.Length))));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
