namespace LineChat.Lines;

/// <summary>Holds a number for each character, as runs of characters that have the same.</summary>
/// <param name="runs">The runs in order, from U+0000: the first character of each, and in the lowest ten bits the number.</param>
internal readonly ref struct CharacterRuns(ReadOnlySpan<int> runs)
{
    private const int BitsOfValue = 10;

    private readonly ReadOnlySpan<int> _runs = runs;

    /// <summary>Gets the number of a character.</summary>
    public int this[int character]
    {
        get
        {
            // The last run that begins at the character or before it.
            int found = _runs.BinarySearch(character << BitsOfValue | (1 << BitsOfValue) - 1);
            return _runs[found < 0 ? ~found - 1 : found] & (1 << BitsOfValue) - 1;
        }
    }
}
