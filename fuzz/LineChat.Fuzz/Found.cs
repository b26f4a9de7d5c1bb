namespace LineChat.Fuzz;

/// <summary>One thing that a decoder found.</summary>
/// <param name="Event">What.</param>
/// <param name="Bytes">The line, or the answer.</param>
/// <param name="End">How many bytes of the input had been read then.</param>
internal sealed record Found(LineEvent Event, byte[] Bytes, int End)
{
    public bool IsLine => Event is LineEvent.Line or LineEvent.LongLine;

    // Too much is noticed with the run of text that is too much, however long that is.
    public bool Equals(Found? other) =>
        other is not null && Event == other.Event && (End == other.End || Event == LineEvent.UnterminatedInput) && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override int GetHashCode() => HashCode.Combine(Event, Bytes.Length);
}
