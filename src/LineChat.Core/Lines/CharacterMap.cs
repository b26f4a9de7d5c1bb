using System.Runtime.CompilerServices;

namespace LineChat.Lines;

/// <summary>Maps characters to the texts that they become. A character that stays as it is has no entry.</summary>
/// <param name="characters">The characters that become something else, in order.</param>
/// <param name="starts">Where in <paramref name="texts"/> the text of each begins; it ends before the next U+0000.</param>
/// <param name="texts">What characters become.</param>
internal readonly ref struct CharacterMap(ReadOnlySpan<int> characters, ReadOnlySpan<ushort> starts, ReadOnlySpan<char> texts)
{
    private readonly ReadOnlySpan<int> _characters = characters;
    private readonly ReadOnlySpan<ushort> _starts = starts;
    private readonly ReadOnlySpan<char> _texts = texts;

    /// <summary>Gets what a character becomes, or nothing if it stays as it is.</summary>
    public ReadOnlySpan<char> this[int character]
    {
        get
        {
            int found = _characters.BinarySearch(character);
            if (found < 0) return [];
            var text = _texts[_starts[found]..];
            return text[..text.IndexOf('\0')];
        }
    }

    /// <summary>Replaces each character of a text. Ill-formed parts stay as they are.</summary>
    public string Apply(string text)
    {
        var mapped = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]); // it grows where that is not enough
        int kept = 0;
        int at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            int next = at + rune.Utf16SequenceLength; // of U+FFFD, for an ill-formed part, as long as that is: 1
            if (this[rune.Value] is { IsEmpty: false } replacement)
            {
                mapped.AppendFormatted(text.AsSpan(kept, at - kept));
                mapped.AppendFormatted(replacement);
                kept = next;
            }

            at = next;
        }

        if (kept == 0) return text;
        mapped.AppendFormatted(text.AsSpan(kept));
        return mapped.ToStringAndClear();
    }
}
