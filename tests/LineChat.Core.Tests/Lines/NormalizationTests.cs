using System.Diagnostics;
using System.Globalization;
using System.Text;
using LineChat.Lines;
using LineChat.Tests.Support;

namespace LineChat.Tests.Lines;

public sealed class NormalizationTests
{
    private static readonly (NormalizationForm Form, Func<string, string> Normalize)[] Forms =
    [
        (NormalizationForm.FormC, Normalization.ToNfc),
        (NormalizationForm.FormD, Normalization.ToNfd),
        (NormalizationForm.FormKD, Normalization.ToNfkd),
    ];

    private static readonly Rune[] Assigned =
        [.. Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(IsAssigned)];

    [Theory]
    [InlineData("Zo\u00EB", "Zoe\u0308")]
    [InlineData("\u212B", "A\u030A")]
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("\uAC00", "\u1100\u1161")]
    [InlineData("\u1E69", "s\u0307\u0323")]
    [InlineData("\U0001109A", "\U00011099\U000110BA")]
    public void A_character_and_its_parts_are_the_same_in_each_form(string composed, string decomposed)
    {
        foreach (var (form, normalize) in Forms) Assert.True(normalize(composed) == normalize(decomposed), form.ToString());
        Assert.Equal(Normalization.ToNfc(composed), Normalization.ToNfc(Normalization.ToNfd(composed)));
    }

    [Theory]
    [InlineData("\uFF22\uFF45\uFF4E", "Ben")]
    [InlineData("\u01C5on", "Dz\u030Con")]
    [InlineData("\uFB01", "fi")]
    [InlineData("\u3300", "\u30A2\u30CF\u309A\u30FC\u30C8")]
    public void Compatibility_forms_are_dropped(string text, string expected) => Assert.Equal(expected, Normalization.ToNfkd(text));

    [Theory]
    [InlineData("a\u0301\u0316", "a\u0316\u0301")] // the marks change places
    [InlineData("a\u0301\u0300", "a\u0301\u0300")] // both above: their order shows
    [InlineData("\u0301\u0316a", "\u0316\u0301a")] // marks on nothing
    public void Marks_are_put_in_order_where_it_makes_no_difference(string text, string expected) =>
        Assert.Equal(expected, Normalization.ToNfd(text));

    [Theory]
    [InlineData("a\u0316\u0301", "\u00E1\u0316")] // what is below does not part what is above
    [InlineData("a\u0323\u0302", "\u1EAD")]
    [InlineData("a\u0305\u0301", "a\u0305\u0301")] // but something above does
    [InlineData("\u0915\u093C", "\u0915\u093C")] // excluded from composition
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u1100\u0301\u1161", "\u1100\u0301\u1161")] // a mark between jamo
    [InlineData("\uAC01\u11A8", "\uAC01\u11A8")] // a syllable that is closed
    public void What_can_be_composed_is(string text, string expected) => Assert.Equal(expected, Normalization.ToNfc(text));

    [Fact]
    public void Ill_formed_text_does_not_throw() =>
        Assert.All(Forms, form => Assert.Equal("\uFFFDe\uFFFD", form.Normalize("\uDC00e\uD83D")));

    [IcuFact]
    public void Every_character_has_the_forms_that_ICU_gives_it()
    {
        foreach (var (form, normalize) in Forms)
        {
            foreach (var rune in Assigned)
            {
                string text = rune.ToString();
                if (text.Normalize(form) != normalize(text)) Assert.Fail($"{form} of U+{rune.Value:X4}");
            }
        }
    }

    [IcuFact]
    public void Characters_in_any_sequence_have_the_forms_that_ICU_gives_them()
    {
        Rune[] telling = [.. Assigned.Where(IsTelling)];
        var random = new Random(14);
        for (int i = 0; i < 50_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => $"{Any()}"));
            foreach (var (form, normalize) in Forms)
            {
                string characters = string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
                if (text.Normalize(form) != normalize(text)) Assert.Fail($"{form} of {characters}");
            }
        }

        Rune Any() => random.Next(4) == 0 ? new('a' + random.Next(26)) : telling[random.Next(telling.Length)];
    }

    // ICU takes a time that grows with the square of the marks in a row: minutes for these.
    [Fact]
    public void A_million_marks_in_a_row_are_put_in_order_at_once()
    {
        string text = "a" + new string('\u0301', 500_000) + new string('\u0316', 500_000);
        string ordered = "a" + new string('\u0316', 500_000) + new string('\u0301', 500_000);
        var watch = Stopwatch.StartNew();
        Assert.True(Normalization.ToNfd(text) == ordered);
        Assert.True(Normalization.ToNfkd(text) == ordered);
        Assert.True(Normalization.ToNfc(text) == "\u00E1" + new string('\u0316', 500_000) + new string('\u0301', 499_999));
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(2), $"{watch.Elapsed}");
    }

    private static bool IsAssigned(Rune rune) => UnicodeProperties.Category(rune) != UnicodeCategory.OtherNotAssigned;

    // Marks, jamo, and what is composed.
    private static bool IsTelling(Rune rune) =>
        UnicodeProperties.CombiningClass(rune) > 0 || rune.Value is >= 0x1100 and < 0x1200 || Normalization.ToNfkd($"{rune}") != $"{rune}";
}
