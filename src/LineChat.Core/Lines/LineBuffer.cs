using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// The line that is being typed, as its bytes came, with what erasing does to it. It holds no memory while it is empty. A mutable struct: keep it in a field
/// that is not readonly.
/// </summary>
/// <param name="capacity">The most bytes it may be given.</param>
internal struct LineBuffer(int capacity)
{
    private const int FirstSize = 256;

    private byte[] _bytes = [];
    private int _length;
    private int _unfinished; // bytes of a character that was cut off the end, behind what is kept

    public readonly bool IsEmpty => _length == 0;

    public readonly int Length => _length;

    /// <summary>How many more bytes it may be given.</summary>
    public readonly int Room => capacity - _length;

    /// <summary>What was typed and not erased.</summary>
    public readonly ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    private readonly ReadOnlySpan<byte> Typed => _bytes.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> typed)
    {
        Debug.Assert(typed.Length <= Room);
        if (_bytes.Length < _length + typed.Length) Grow(_length + typed.Length);
        typed.CopyTo(_bytes.AsSpan(_length));
        _length += typed.Length;
    }

    public readonly bool EndsWith(byte last) => _length > 0 && _bytes[_length - 1] == last;

    public void EraseFirst(int bytes)
    {
        Typed[bytes..].CopyTo(_bytes);
        _length -= bytes;
    }

    public void EraseLastByte() => _length--;

    /// <summary>Erases what a person sees as the last character (telnet's EC, RFC 854), and what is behind it and never seen.</summary>
    public void EraseCharacter()
    {
        bool isSeen = false;
        while (_length > 0 && !isSeen)
        {
            int length = Grapheme.LengthOfLast(Typed);
            isSeen = TextSafety.Shows(Typed[^length..]);
            _length -= length;
        }
    }

    /// <summary>Erases the last word, and the blanks behind it.</summary>
    public void EraseWord()
    {
        _length = Typed.TrimEnd(" \t"u8).Length;
        _length = Typed.LastIndexOfAny(" \t"u8) + 1;
    }

    /// <summary>Erases the whole line (telnet's EL, RFC 854).</summary>
    public void Clear() => _length = 0;

    /// <summary>Leaves an unfinished character at the end for <see cref="KeepUnfinishedCharacter"/>.</summary>
    public void CutUnfinishedCharacter()
    {
        _unfinished = Rune.DecodeLastFromUtf8(Typed, out _, out int length) == OperationStatus.NeedMoreData ? length : 0;
        _length -= _unfinished;
    }

    /// <summary>Clears it but for the unfinished character.</summary>
    public void KeepUnfinishedCharacter()
    {
        _bytes.AsSpan(_length, _unfinished).CopyTo(_bytes);
        _length = _unfinished;
        _unfinished = 0;
    }

    /// <summary>Whether the last character is unfinished, and the byte goes on with it.</summary>
    public readonly bool IsContinuedBy(byte next)
    {
        if (Rune.DecodeLastFromUtf8(Typed, out _, out int length) != OperationStatus.NeedMoreData || IsEmpty) return false;
        Span<byte> character = [0, 0, 0, 0];
        Typed[^length..].CopyTo(character);
        character[length++] = next;
        return Rune.DecodeFromUtf8(character[..length], out _, out int valid) != OperationStatus.InvalidData && valid == length;
    }

    /// <summary>Gives the memory back, unless there is something in it.</summary>
    public void ReleaseIfEmpty()
    {
        if (_length > 0 || _bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Grow(int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Min(capacity, Math.Max(size, 2 * _bytes.Length))));
        Typed.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
