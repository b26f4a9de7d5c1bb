namespace LineChat.Lines;

/// <summary>Takes Hangul syllables apart into their jamo and puts them together, by arithmetic (the Unicode standard, 3.12).</summary>
internal static class Hangul
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLeading = 0x1100;
    private const int FirstVowel = 0x1161;
    private const int NoTrailing = 0x11A7; // the place before the first
    private const int Leadings = 19;
    private const int Vowels = 21;
    private const int Trailings = 28; // with none

    public static bool IsSyllable(int character) => character is >= FirstSyllable and < FirstSyllable + Leadings * Vowels * Trailings;

    /// <summary>Takes a syllable apart; the last is 0 if there is none.</summary>
    public static (int Leading, int Vowel, int Trailing) Decompose(int syllable)
    {
        int index = syllable - FirstSyllable;
        int trailing = index % Trailings;
        int vowel = index / Trailings % Vowels;
        return (FirstLeading + index / (Vowels * Trailings), FirstVowel + vowel, trailing == 0 ? 0 : NoTrailing + trailing);
    }

    /// <summary>Puts two jamo together, or a syllable and the jamo that ends it; 0 if they are something else.</summary>
    public static int Compose(int first, int second)
    {
        if (first is >= FirstLeading and < FirstLeading + Leadings && second is >= FirstVowel and < FirstVowel + Vowels)
            return FirstSyllable + ((first - FirstLeading) * Vowels + second - FirstVowel) * Trailings;
        bool isOpen = IsSyllable(first) && (first - FirstSyllable) % Trailings == 0;
        return isOpen && second is > NoTrailing and < NoTrailing + Trailings ? first + second - NoTrailing : 0;
    }
}
