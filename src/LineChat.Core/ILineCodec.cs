namespace LineChat;

/// <summary>How lines travel as bytes: it makes the decoder that each connection gets for itself.</summary>
public interface ILineCodec
{
    /// <summary>Makes a decoder that stands at the beginning of a client's input.</summary>
    ILineDecoder CreateDecoder();
}
