namespace LineChat.Tests.Support;

/// <summary>The default codec, but that its decoder throws at one line.</summary>
internal sealed class ThrowingCodec(byte[] bad) : ILineCodec
{
    public ILineDecoder CreateDecoder() => new Decoder(new LineCodec().CreateDecoder(), bad);

    private sealed class Decoder(ILineDecoder decoder, byte[] bad) : ILineDecoder
    {
        public ReadOnlyMemory<byte> Line => decoder.Line;

        public ReadOnlyMemory<byte> Answer => decoder.Answer;

        public LineEvent Read(ReadOnlySpan<byte> input, out int consumed)
        {
            var found = decoder.Read(input, out consumed);
            if (found == LineEvent.Line && Line.Span.SequenceEqual(bad)) throw new InvalidOperationException("The decoder has failed.");
            return found;
        }

        public void Dispose() => decoder.Dispose();
    }
}
