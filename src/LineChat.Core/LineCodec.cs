using LineChat.Lines;

namespace LineChat;

/// <summary>
/// Lines of UTF-8 as telnet clients (RFC 854, 855, 1143) and netcat send them. It can be used without a chat.
/// </summary>
public sealed class LineCodec : ILineCodec
{
    private readonly int _maxLineLength;
    private readonly int _maxUnterminatedInput;
    private readonly bool _splitsLongLines;

    /// <summary>Makes a codec with the bounds of its lines.</summary>
    /// <param name="maxLineLength">The longest line in bytes, 1 or more; default 4,096. Of a longer one the beginning is kept, unless it is split.</param>
    /// <param name="maxUnterminatedInput">How many bytes may come without a line end, no less than a line; default 16,384.</param>
    /// <param name="splitsLongLines">Whether a longer line becomes several, each as long as it may be.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is too small.</exception>
    public LineCodec(int maxLineLength = 4096, int maxUnterminatedInput = 16_384, bool splitsLongLines = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLineLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxUnterminatedInput, maxLineLength);
        _maxLineLength = maxLineLength;
        _maxUnterminatedInput = maxUnterminatedInput;
        _splitsLongLines = splitsLongLines;
    }

    /// <inheritdoc/>
    public ILineDecoder CreateDecoder() => new LineDecoder(_maxLineLength, _maxUnterminatedInput, _splitsLongLines);
}
