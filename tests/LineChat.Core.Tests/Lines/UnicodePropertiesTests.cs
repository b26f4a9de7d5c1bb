using System.Globalization;
using System.Text;
using LineChat.Lines;

namespace LineChat.Tests.Lines;

public sealed class UnicodePropertiesTests
{
    // A version of Unicode seldom gives a character another category: from 15 to the runtime's it is U+1171E alone.
    [Fact]
    public void Categories_are_those_that_the_runtime_knows()
    {
        var different = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(IsDifferent).ToArray();
        Assert.True(different.Length < 10, string.Join(' ', different.Select(rune => $"{rune.Value:X4}")));

        static bool IsDifferent(Rune rune) =>
            UnicodeProperties.Category(rune) is not UnicodeCategory.OtherNotAssigned and var category && category != Rune.GetUnicodeCategory(rune);
    }

    [Theory]
    [InlineData('a', "Latin")]
    [InlineData(0x0435, "Cyrillic")]
    [InlineData(0xD55C, "Hangul")]
    [InlineData('7', "Common")]
    [InlineData(0x0301, "Inherited")]
    [InlineData(0x0966, "Devanagari Dogra Kaithi Mahajani")] // a digit of several scripts
    [InlineData(0x10FFFF, "Unknown")]
    public void A_character_has_its_scripts(int character, string scripts)
    {
        var names = UnicodeProperties.Scripts(new(character)).ToArray().Select(script => script.ToString());
        Assert.Equal(scripts.Split(' '), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0x0628, JoiningType.DualJoining)] // Arabic beh
    [InlineData(0x0627, JoiningType.RightJoining)] // alef
    [InlineData(0xA872, JoiningType.LeftJoining)] // Phags-pa
    [InlineData(0x064B, JoiningType.Transparent)] // fathatan
    [InlineData(0x200D, JoiningType.JoinCausing)]
    [InlineData('a', JoiningType.NonJoining)]
    public void A_letter_joins_its_neighbors(int character, object type) =>
        Assert.Equal(type, UnicodeProperties.JoiningType(new(character)));

    [Fact]
    public void Viramas_vowel_signs_and_what_shows_nothing_are_known()
    {
        Assert.True(UnicodeProperties.IsVirama(new(0x094D)));
        Assert.False(UnicodeProperties.IsVirama(new(0x093C)));
        Assert.True(UnicodeProperties.IsDependentVowel(new(0x093F)));
        Assert.False(UnicodeProperties.IsDependentVowel(new(0x0905)));
        Assert.True(UnicodeProperties.IsDefaultIgnorable(new(0x200C)));
        Assert.True(UnicodeProperties.IsDefaultIgnorable(new(0xE0FFF)));
        Assert.False(UnicodeProperties.IsDefaultIgnorable(new('a')));
    }
}
