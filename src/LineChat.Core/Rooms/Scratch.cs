using System.Buffers;

namespace LineChat.Rooms;

/// <summary>A buffer for putting a line into words, kept for the thread that uses it next.</summary>
internal readonly ref struct Scratch
{
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _spare;

    private readonly ArrayBufferWriter<byte> _buffer;

    private Scratch(ArrayBufferWriter<byte> buffer) => _buffer = buffer;

    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    // Taken out of the thread's hands while in use: a formatter may say something itself.
    public static Scratch Rent()
    {
        var buffer = _spare ?? new(512);
        _spare = null;
        return new(buffer);
    }

    public void Format(IMessageFormatter formatter, in ChatMessage message)
    {
        Clear();
        formatter.Format(message, _buffer);
    }

    public void Clear() => _buffer.ResetWrittenCount();

    public void Append(IMessageFormatter formatter, in ChatMessage message) => formatter.Format(message, _buffer);

    public void Dispose()
    {
        Clear();
        if (_buffer.Capacity <= MaxKept) _spare = _buffer;
    }
}
