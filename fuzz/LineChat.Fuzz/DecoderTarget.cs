using System.Text.Unicode;

namespace LineChat.Fuzz;

/// <summary>
/// The codec. The first bytes of the input are the bounds and where the rest is cut: however it is cut, the same is found in it; and without anything
/// that edits a line or is telnet's, that is what a naive reader finds.
/// </summary>
internal static class DecoderTarget
{
    private const int Header = 3;
    private const byte Splits = 0x80;
    private const int LongestCharacter = 4;

    // Control-C, D, U, W, Backspace, Delete
    private static ReadOnlySpan<byte> Keys => [0x03, 0x04, 0x15, 0x17, 0x08, 0x7F];

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < Header) return;
        int maxLineLength = input[0] + 1;
        int maxUnterminatedInput = maxLineLength + (4 * input[1]);
        bool splits = (input[2] & Splits) != 0;
        int cuts = Math.Min(input[2] & 0xF, input.Length - Header);
        var places = input.Slice(Header, cuts);
        var typed = input[(Header + cuts)..];

        using var whole = new Listener(maxLineLength, maxUnterminatedInput, splits);
        whole.Read(typed);
        if (maxLineLength >= LongestCharacter && !typed.Contains((byte)0xFF) && Utf8.IsValid(typed)) WholeCharactersStayWhole(typed, whole.Found, splits);

        using var inBytes = new Listener(maxLineLength, maxUnterminatedInput, splits);
        foreach (byte b in typed) inBytes.Read([b]);
        Invariant.Holds(inBytes.Found.SequenceEqual(whole.Found), "The same is found byte by byte.");

        using var inPieces = new Listener(maxLineLength, maxUnterminatedInput, splits);
        var rest = typed;
        foreach (byte place in places)
        {
            int length = Math.Min(place, rest.Length);
            inPieces.Read(rest[..length]);
            rest = rest[length..];
        }

        inPieces.Read(rest);
        Invariant.Holds(inPieces.Found.SequenceEqual(whole.Found), "The same is found in any pieces.");

        IsReadAsItIsWritten(typed);
        if (!typed.Contains((byte)0xFF)) IsEditedAsItIsNaively(typed);
    }

    // Where nothing is invalid nothing grows by what stands in its place.
    private static void WholeCharactersStayWhole(ReadOnlySpan<byte> typed, IReadOnlyList<Found> found, bool splits)
    {
        Invariant.Holds(!splits || found.All(found => found.Event != LineEvent.LongLine), "What is split is not cut.");
        Invariant.Holds(typed.IndexOf("\uFFFD"u8) >= 0 || found.All(found => found.Bytes.AsSpan().IndexOf("\uFFFD"u8) < 0), "No character is cut in two.");
    }

    private static void IsReadAsItIsWritten(ReadOnlySpan<byte> typed)
    {
        byte[] plain = [.. typed.ToArray().Where(b => b is not (0x00 or 0xFF) && !Keys.Contains(b)), (byte)'\n'];
        using var reader = new Listener(Math.Max(4096, 3 * plain.Length), 16_384 + (3 * plain.Length), splitsLongLines: false);
        reader.Read(plain);
        Invariant.Holds(reader.Found.All(found => found.Event == LineEvent.Line), "In plain text are lines.");
        Invariant.Holds(reader.Found.Select(found => found.Bytes).SequenceEqual(Lines(plain), ByteArrays.Same), "Plain lines are what was written.");
    }

    private static void IsEditedAsItIsNaively(ReadOnlySpan<byte> typed)
    {
        int end = typed.IndexOfAny((byte)'\r', (byte)'\n');
        if (new Editing(end < 0 ? typed : typed[..end]).Line is not { } line) return;

        using var reader = new Listener(Math.Max(4096, 3 * typed.Length), 16_384 + (3 * typed.Length), splitsLongLines: false);
        reader.Read([.. end < 0 ? typed : typed[..end], (byte)'\n']);
        Invariant.Holds(reader.Found[^1].Event == LineEvent.Line && reader.Found[^1].Bytes.AsSpan().SequenceEqual(SafeText.Clean(line)), "A line is edited as it is naively.");
    }

    private static List<byte[]> Lines(ReadOnlySpan<byte> plain)
    {
        var lines = new List<byte[]>();
        while (!plain.IsEmpty)
        {
            int end = plain.IndexOfAny((byte)'\r', (byte)'\n');
            var line = SafeText.WithoutSequences(plain[..end]).AsSpan();
            lines.Add(SafeText.Clean(lines.Count == 0 && line.StartsWith("\uFEFF"u8) ? line[3..] : line));
            plain = plain[(plain[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1)..];
        }

        return lines;
    }
}
