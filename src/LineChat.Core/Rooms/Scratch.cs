using System.Buffers;

namespace LineChat.Rooms;

/// <summary>A buffer for putting a message into the words of one wire form, or of several one after the other; kept for the thread that
/// uses it next.</summary>
internal sealed class Scratch : IDisposable
{
    private const int MaxKept = 64 * 1024;

    [ThreadStatic]
    private static Scratch? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private int[] _ends = new int[1];

    /// <summary>All that was written.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    // Taken out of the thread's hands while in use: a formatter may say something itself.
    public static Scratch Rent()
    {
        var scratch = _spare ?? new();
        _spare = null;
        return scratch;
    }

    /// <summary>What was written in the words of one of several forms.</summary>
    public ReadOnlySpan<byte> Of(int form)
    {
        int start = form == 0 ? 0 : _ends[form - 1];
        return Bytes[start.._ends[form]];
    }

    /// <summary>Writes a message in the words of each feed's form.</summary>
    public void Format(Feed[] feeds, in ChatMessage message)
    {
        Clear(feeds.Length);
        for (int i = 0; i < feeds.Length; i++)
        {
            feeds[i].Form.Formatter.Format(message, _buffer);
            _ends[i] = _buffer.WrittenCount;
        }
    }

    /// <summary>Nothing in the words of each of so many forms.</summary>
    public void Clear(int forms)
    {
        _buffer.ResetWrittenCount();
        if (_ends.Length < forms) _ends = new int[forms];
        _ends.AsSpan(0, forms).Clear();
    }

    public void Append(IMessageFormatter formatter, in ChatMessage message) => formatter.Format(message, _buffer);

    public void Dispose()
    {
        _buffer.ResetWrittenCount();
        if (_buffer.Capacity <= MaxKept) _spare = this;
    }
}
