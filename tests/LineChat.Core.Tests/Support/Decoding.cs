using System.Text;

namespace LineChat.Tests.Support;

/// <summary>What a decoder finds in bytes, as text that can be read: <c>Line:hello</c>, <c>Long:hel</c>, <c>Answer:FF FC 01</c>, <c>Leave</c>.</summary>
internal static class Decoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Feeds the bytes whole, one by one, and cut at every index; asserts that it makes no difference.</summary>
    /// <returns>What was found.</returns>
    public static string[] AtEverySplit(byte[] bytes, int maxLineLength = 4096, int maxUnterminatedInput = 16_384, bool splits = false)
    {
        string[] whole = Of([bytes], maxLineLength, maxUnterminatedInput, splits);
        Same("in single bytes", Of(bytes.Chunk(1), maxLineLength, maxUnterminatedInput, splits));
        for (int cut = 1; cut < bytes.Length; cut++)
        {
            Same($"cut at {cut}", Of([bytes[..cut], bytes[cut..]], maxLineLength, maxUnterminatedInput, splits));
        }

        return whole;

        void Same(string how, string[] found) =>
            Assert.True(whole.SequenceEqual(found), $"{Hex(bytes)} whole: [{string.Join("; ", whole)}], {how}: [{string.Join("; ", found)}]");
    }

    /// <summary>Feeds the pieces to a new decoder.</summary>
    /// <returns>What was found, up to what ends a connection.</returns>
    public static string[] Of(IEnumerable<byte[]> pieces, int maxLineLength, int maxUnterminatedInput, bool splits = false)
    {
        using var decoder = new LineCodec(maxLineLength, maxUnterminatedInput, splits).CreateDecoder();
        var events = new List<string>();
        foreach (byte[] piece in pieces)
        {
            int at = 0;
            while (true)
            {
                var found = decoder.Read(piece.AsSpan(at), out int consumed);
                Assert.InRange(consumed, 0, piece.Length - at);
                at += consumed;
                if (found == LineEvent.NeedMore) break;

                events.Add(Text(found, decoder));
                if (found is LineEvent.UnterminatedInput or LineEvent.EndlessSubnegotiation)
                {
                    Assert.Equal(found, decoder.Read("more\n"u8, out consumed)); // it stays so
                    Assert.Equal(0, consumed);
                    return [.. events];
                }
            }

            Assert.Equal(piece.Length, at);
        }

        return [.. events];
    }

    private static string Text(LineEvent found, ILineDecoder decoder) => found switch
    {
        LineEvent.Line => $"Line:{StrictUtf8.GetString(decoder.Line.Span)}",
        LineEvent.LongLine => $"Long:{StrictUtf8.GetString(decoder.Line.Span)}",
        LineEvent.Answer => $"Answer:{Hex(decoder.Answer.Span)}",
        LineEvent.UnterminatedInput => "Unterminated",
        LineEvent.EndlessSubnegotiation => "Endless",
        _ => found.ToString(),
    };

    private static string Hex(ReadOnlySpan<byte> bytes) => string.Join(' ', bytes.ToArray().Select(b => b.ToString("X2", null)));
}
