using System.Globalization;
using System.Text;

namespace LineChat.Lines;

/// <summary>
/// Reads properties of characters from <see cref="UnicodeData"/>. All are of one version of Unicode, whatever the runtime's is, so that a
/// character that is a letter here also has its case and its form.
/// </summary>
internal static class UnicodeProperties
{
    /// <summary>The combining class of viramas, which join consonants in the scripts of India.</summary>
    private const int ViramaClass = 9;

    public static UnicodeCategory Category(Rune rune) => (UnicodeCategory)UnicodeData.Categories[rune.Value];

    public static bool IsLetter(Rune rune) => Category(rune) is <= UnicodeCategory.OtherLetter;

    public static JoiningType JoiningType(Rune rune) => (JoiningType)UnicodeData.JoiningTypes[rune.Value];

    public static int CombiningClass(Rune rune) => UnicodeData.CombiningClasses[rune.Value];

    public static bool IsVirama(Rune rune) => CombiningClass(rune) == ViramaClass;

    /// <summary>Whether a character is the sign of a vowel, on the consonant before it.</summary>
    public static bool IsDependentVowel(Rune rune) => UnicodeData.DependentVowels[rune.Value] != 0;

    /// <summary>Whether a character shows nothing where it is not supported (Default_Ignorable_Code_Point).</summary>
    public static bool IsDefaultIgnorable(Rune rune) => UnicodeData.DefaultIgnorables[rune.Value] != 0;

    /// <summary>
    /// Gets the scripts in which a character is used (Script_Extensions): one or more, or <see cref="Script.Common"/> alone for any,
    /// <see cref="Script.Inherited"/> alone for that of the character before it.
    /// </summary>
    public static ReadOnlySpan<Script> Scripts(Rune rune)
    {
        var sets = UnicodeData.ScriptSets[UnicodeData.ScriptExtensions[rune.Value]..];
        return sets[..sets.IndexOf(Script.None)];
    }

    public static bool IsOf(Rune rune, Script script) => Scripts(rune).Contains(script);

    /// <summary>Whether a character is of one of the scripts in which Japanese is written.</summary>
    public static bool IsJapanese(Rune rune) => Scripts(rune).ContainsAny(Script.Han, Script.Hiragana, Script.Katakana);

    /// <summary>
    /// Whether there is a script in which both characters are used, other than <see cref="Script.Common"/> and <see
    /// cref="Script.Inherited"/>.
    /// </summary>
    public static bool ShareScript(Rune one, Rune other) =>
        Scripts(one) is not ([Script.Common] or [Script.Inherited]) && Scripts(one).ContainsAny(Scripts(other));
}
