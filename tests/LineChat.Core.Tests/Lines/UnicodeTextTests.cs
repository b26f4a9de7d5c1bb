using System.Globalization;
using System.Text;
using LineChat.Lines;
using LineChat.Tests.Support;

namespace LineChat.Tests.Lines;

public sealed class UnicodeTextTests
{
    private static readonly string[] Characters =
        [.. Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(IsCharacter).Select(rune => $"{rune}")];

    [Theory]
    [InlineData("Zoe", "zoe")]
    [InlineData("STRA\u1E9EE", "strasse")]
    [InlineData("stra\u00DFe", "strasse")]
    [InlineData("\u03A3\u03BF\u03C6\u03CC\u03C2", "\u03C3\u03BF\u03C6\u03CC\u03C3")] // both small sigmas
    [InlineData("\u0130Ii\u0131", "iiii")]
    [InlineData("i\u0307I\u0307", "ii")]
    [InlineData("i\u0323\u0307", "i\u0323")] // the dot below is not in the way
    [InlineData("i\u0301\u0307", "i\u0301\u0307")] // something else above is
    [InlineData("a\u0307", "a\u0307")]
    [InlineData("\U00010400", "\U00010428")] // Deseret
    [InlineData("", "")]
    public void Case_is_folded_in_full_and_every_i_is_one(string text, string folded) => Assert.Equal(folded, UnicodeText.FoldCase(text));

    [Theory]
    [InlineData("stra\u00DFe", "STRASSE")]
    [InlineData("\u01F0", "J\u030C")]
    public void Capitals_are_made_in_full(string text, string upper) => Assert.Equal(upper, UnicodeText.ToUpper(text));

    [Fact]
    public void Ill_formed_parts_stay_as_they_are()
    {
        Assert.Equal("\uD800e\u0301\uDC00", UnicodeText.FoldCase("\uD800E\u0301\uDC00"));
        Assert.Equal("\uD800E\u0301\uDC00", UnicodeText.ToUpper("\uD800e\u0301\uDC00"));
        Assert.Equal("i\uD800\u0307", UnicodeText.FoldCase("I\uD800\u0307"));
    }

    [Fact]
    public void A_key_is_the_same_for_every_case_and_form_of_a_text()
    {
        foreach (string text in Characters) HasOneKey(text);

        // What behaves in a way of its own beside others: letters with case, marks and what is composed.
        string[] telling = [.. Characters.Where(text => UnicodeText.CaselessKey(text) != text || IsMark(Rune.GetRuneAt(text, 0)))];
        var random = new Random(10);
        for (int i = 0; i < 10_000; i++)
        {
            HasOneKey(string.Concat(Enumerable.Range(0, random.Next(2, 8)).Select(_ => random.Next(3) switch
            {
                0 => telling[random.Next(telling.Length)],
                1 => "iI\u0130\u0131\u0307\u0323\u0301\u0345\u03C3".Substring(random.Next(9), 1),
                _ => $"{(char)('a' + random.Next(26))}",
            })));
        }
    }

    [IcuFact]
    public void What_is_one_to_ICU_without_regard_to_case_is_one_here()
    {
        foreach (string text in Characters)
        {
            string key = UnicodeText.CaselessKey(text);
            Assert.Equal(key, UnicodeText.CaselessKey(text.ToUpperInvariant()));
            Assert.Equal(key, UnicodeText.CaselessKey(text.ToLowerInvariant()));
        }
    }

    private static bool IsCharacter(Rune rune) =>
        UnicodeProperties.Category(rune) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static bool IsMark(Rune rune) => UnicodeProperties.CombiningClass(rune) > 0;

    private static void HasOneKey(string text)
    {
        string key = UnicodeText.CaselessKey(text);
        string decomposed = Normalization.ToNfd(text);
        string[] same =
        [
            key, UnicodeText.FoldCase(decomposed), UnicodeText.ToUpper(decomposed), UnicodeText.ToLower(decomposed),
            decomposed, Normalization.ToNfc(text), Normalization.ToNfkd(text), Normalization.ToNfc(Normalization.ToNfkd(text)),
        ];
        foreach (string other in same)
        {
            if (UnicodeText.CaselessKey(other) != key) Assert.Fail($"{Hexadecimal(other)} has another key than {Hexadecimal(text)}.");
        }
    }

    private static string Hexadecimal(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
}
