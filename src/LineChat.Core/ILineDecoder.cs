namespace LineChat;

/// <summary>
/// Turns one client's bytes into lines, whatever way they were split. Not for use by two threads at once. It never throws for
/// anything a client sends: what must end the connection is a <see cref="LineEvent"/>.
/// </summary>
public interface ILineDecoder : IDisposable
{
    /// <summary>
    /// The text of the line that <see cref="Read"/> found last, without its line end: valid UTF-8 in which nothing can move a
    /// cursor, clear a screen or reorder what stands beside it. Valid until the next call of <see cref="Read"/>.
    /// </summary>
    ReadOnlyMemory<byte> Line { get; }

    /// <summary>The telnet bytes that the client waits for, as they are to be sent. Valid until the next call of <see cref="Read"/>.</summary>
    ReadOnlyMemory<byte> Answer { get; }

    /// <summary>Reads on to the next event. Call it with the rest of the input until it says <see cref="LineEvent.NeedMore"/>.</summary>
    /// <param name="input">Bytes as they came from the client.</param>
    /// <param name="consumed">How many of them were read: all of them when the event is <see cref="LineEvent.NeedMore"/>.</param>
    LineEvent Read(ReadOnlySpan<byte> input, out int consumed);
}
