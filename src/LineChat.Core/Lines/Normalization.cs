using System.Runtime.InteropServices;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// Brings texts into the normalization forms of Unicode (UAX 15) by the library's own tables (<see cref="UnicodeData"/>), with the same
/// result in every process, with ICU or without it. Takes n log n at most, whatever the text. Ill-formed parts become U+FFFD.
/// </summary>
internal static class Normalization
{
    /// <summary>The combining class of marks above a letter.</summary>
    public const int Above = 230;

    // A character is kept as one number: its combining class, its place in the text, itself. Sorting these numbers puts marks in canonical
    // order, and leaves those of one class as they were.
    private const int BitsOfCharacter = 21;
    private const int BitsOfPlace = 32;

    /// <summary>Composes what can be composed (NFC).</summary>
    public static string ToNfc(string text) => Ascii.IsValid(text) ? text : ToText(Compose(Decompose(text, compatibly: false)));

    /// <summary>Decomposes what is composed (NFD).</summary>
    public static string ToNfd(string text) => Ascii.IsValid(text) ? text : ToText(Decompose(text, compatibly: false));

    /// <summary>Decomposes what is composed, and drops what differs in form only, such as full width and ligatures (NFKD).</summary>
    public static string ToNfkd(string text) => Ascii.IsValid(text) ? text : ToText(Decompose(text, compatibly: true));

    private static Span<long> Decompose(string text, bool compatibly)
    {
        var characters = new List<long>(text.Length);
        int marks = 0; // where those since the last starter begin
        foreach (var rune in text.EnumerateRunes())
        {
            if (Hangul.IsSyllable(rune.Value))
            {
                var (leading, vowel, trailing) = Hangul.Decompose(rune.Value);
                Add(leading);
                Add(vowel);
                if (trailing != 0) Add(trailing);
                continue;
            }

            var decomposition = compatibly ? UnicodeData.Compatibility[rune.Value] : [];
            if (decomposition.IsEmpty) decomposition = UnicodeData.Canonical[rune.Value];
            if (decomposition.IsEmpty) Add(rune.Value);
            foreach (var part in decomposition.EnumerateRunes()) Add(part.Value);
        }

        Order();
        return CollectionsMarshal.AsSpan(characters);

        void Add(int character)
        {
            int combiningClass = UnicodeData.CombiningClasses[character];
            if (combiningClass == 0) Order();
            long placed = (long)characters.Count << BitsOfCharacter | (uint)character;
            characters.Add((long)combiningClass << (BitsOfPlace + BitsOfCharacter) | placed);
            if (combiningClass == 0) marks = characters.Count;
        }

        void Order()
        {
            if (characters.Count - marks > 1) CollectionsMarshal.AsSpan(characters)[marks..].Sort();
        }
    }

    // In place. A character composes with the last starter, unless what is left between them has its class, a higher one or none
    // (D115, D117).
    private static Span<long> Compose(Span<long> characters)
    {
        int count = 0;
        int starter = -1;
        int between = 0; // the class of the last character that is left after the starter
        foreach (long character in characters)
        {
            int combiningClass = Class(character);
            bool isBlocked = starter < 0 || (starter < count - 1 && between >= combiningClass);
            if (!isBlocked && Composite(Character(characters[starter]), Character(character)) is > 0 and int composite)
            {
                characters[starter] = composite;
                continue;
            }

            if (combiningClass == 0) starter = count;
            between = combiningClass;
            characters[count++] = character;
        }

        return characters[..count];
    }

    private static int Composite(int first, int second)
    {
        if (Hangul.Compose(first, second) is > 0 and int syllable) return syllable;
        ulong pair = (ulong)first << (2 * BitsOfCharacter) | (ulong)second << BitsOfCharacter;
        int found = ~UnicodeData.Compositions.BinarySearch(pair); // the first that is greater, as no pair composes to U+0000
        if (found == UnicodeData.Compositions.Length) return 0;
        ulong composition = UnicodeData.Compositions[found];
        return composition >> BitsOfCharacter == pair >> BitsOfCharacter ? Character((long)composition) : 0;
    }

    private static string ToText(ReadOnlySpan<long> characters)
    {
        var text = new StringBuilder(characters.Length);
        Span<char> utf16 = stackalloc char[2];
        foreach (long character in characters) text.Append(utf16[..new Rune(Character(character)).EncodeToUtf16(utf16)]);
        return text.ToString();
    }

    private static int Class(long character) => (int)(character >> (BitsOfPlace + BitsOfCharacter));

    private static int Character(long character) => (int)character & (1 << BitsOfCharacter) - 1;
}
