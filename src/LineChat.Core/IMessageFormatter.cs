using System.Buffers;

namespace LineChat;

/// <summary>
/// Decides what is said: it writes each message as the bytes that go on the wire, its line end included. It is called without any
/// lock held, from many threads at once. If it throws, the session it was called for ends and nobody else notices. It may be called more than once for one message, and what it wrote of who is here is used
/// for everybody who asks until that changes. What it is given has no controls, and no characters that
/// turn the direction of text; the words of a dialect put nicknames and text that run from right to left between isolates (UAX 9), and so should others.
/// </summary>
public interface IMessageFormatter
{
    /// <summary>Writes one message.</summary>
    /// <param name="message">What there is to say.</param>
    /// <param name="output">Where it is written, as UTF-8.</param>
    void Format(in ChatMessage message, IBufferWriter<byte> output);
}
