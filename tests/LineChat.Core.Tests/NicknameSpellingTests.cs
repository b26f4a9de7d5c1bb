using System.Diagnostics;
using System.Globalization;
using System.Text;
using LineChat.Lines;

namespace LineChat.Tests;

/// <summary>
/// Which marks, letters, joiners and punctuation may be in a nickname, and where; and what is said of those that may not.
/// </summary>
public sealed class NicknameSpellingTests
{
    private const string Advice = "; use letters, digits, \"_\", \".\" and \"-\".";

    private readonly NicknamePolicy _policy = new();

    [Theory]
    [InlineData("Ki\u0307m")] // what other languages' lower case makes of KİM
    [InlineData("Dj\u0307ango")]
    [InlineData("K\u0131\u0307m")] // dotless
    [InlineData("K\u0456\u0307m")] // Cyrillic
    [InlineData("K\u0268\u0307m")] // with a stroke
    [InlineData("Ki\u0323\u0307m")] // with a dot below, too
    [InlineData("Bil\u0307")]
    [InlineData("K\u03B9\u0307m")] // an iota looks like an i
    [InlineData("Mat\u0335t")] // a stroke within a stroke
    [InlineData("Ben\u094D")]
    [InlineData("Ben\u1714")]
    [InlineData("Ben\uA806")]
    [InlineData("Ben\U00016FE4")]
    [InlineData("Ben\U00013440")]
    [InlineData("Ben\u2D7F")]
    [InlineData("Ben\u05B8")] // a vowel of Hebrew
    [InlineData("\u05D1\u0307")] // a Hebrew letter with a dot for Latin ones
    [InlineData("Ben\uFF9E")] // what makes g of k in Japanese
    [InlineData("Be1\u0301")]
    [InlineData("Be_\u0301")]
    [InlineData("Be\u0301\u0301n")] // where the first is, the second shows nothing
    [InlineData("\u1780\u17D2")] // a stacker of Khmer, and nothing beneath
    [InlineData("\u1000\u1039")]
    [InlineData("Ben\u0361")] // a tie to what is behind
    [InlineData("\U00016F00\U00016FE4")]
    [InlineData("\u2D30\u2D7F\u2D31")]
    public void A_mark_that_shows_nothing_or_belongs_elsewhere_is_refused(string candidate) =>
        Assert.False(_policy.Check(candidate).IsAllowed);

    [Theory]
    [InlineData(0x1433, '>')]
    [InlineData(0x02D0, ':')]
    [InlineData(0xA4FD, ':')]
    [InlineData(0x01C3, '!')]
    [InlineData(0x1031F, '*')]
    [InlineData(0x1029B, '+')]
    [InlineData(0x30CE, '/')]
    [InlineData(0x0294, '?')]
    [InlineData(0x05D9, '\'')]
    public void A_letter_that_looks_like_punctuation_is_refused_outside_of_its_script(int letter, char look)
    {
        Assert.Equal($"{look}", Confusables.Skeleton($"{new Rune(letter)}"));
        var rune = new Rune(letter);
        foreach (string candidate in (string[])[$"Ben{rune}", $"{rune}Ben", $"Be{rune}n", $"{rune}", $"B\u00E9n{rune}"])
        {
            Assert.Equal($"\"{rune}\" can't be at that place in a name{Advice}", _policy.Check(candidate).Reason);
        }
    }

    [Fact]
    public void A_letter_that_looks_like_punctuation_is_refused_among_letters_that_look_Latin() =>
        Assert.False(_policy.Check("\uA4D0\uA4F0\uA4E0\uA4FD").IsAllowed); // Lisu: BEN:

    [Theory]
    [InlineData(0x13441)]
    [InlineData(0x13442)]
    public void A_letter_that_looks_like_a_blank_is_refused(int blank)
    {
        Assert.False(_policy.Check($"Ben{new Rune(blank)}").IsAllowed);
        Assert.False(_policy.Check($"\U00013000{new Rune(blank)}\U00013000").IsAllowed);
    }

    [Fact]
    public void No_character_makes_another_name_that_looks_the_same_or_looks_like_a_name_and_punctuation()
    {
        var ben = _policy.Check("Ben");
        string[] keys = [ben.Key!, .. ben.Lookalikes];
        string look = Confusables.Skeleton("Ben");
        foreach (var rune in AllRunes().Where(rune => !Rune.IsWhiteSpace(rune))) // which is taken off the ends
        {
            // Most are letters that look like nothing else, or are not assigned; their place makes no difference.
            var category = UnicodeProperties.Category(rune);
            bool isPlain = category is UnicodeCategory.OtherLetter or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
                && UnicodeData.Confusables[rune.Value].IsEmpty;
            foreach (string candidate in isPlain ? [$"Ben{rune}"] : (string[])[$"Ben{rune}", $"{rune}Ben", $"Be{rune}n", $"{rune}"])
            {
                if (_policy.Check(candidate) is not { IsAllowed: true } check) continue;

                bool isBen = keys.Contains(check.Key) || check.Lookalikes.Any(keys.Contains);
                bool isForeignMark = Marks.IsMark(rune) && !UnicodeProperties.Scripts(rune).ContainsAny(Script.Latin, Script.Inherited);
                Assert.True(isBen || Confusables.Skeleton(check.Nickname) != look, $"U+{rune.Value:X4} shows nothing in {candidate}.");
                Assert.True(Spelling.IsMedial(rune) || IsSeen($"{rune}"), $"U+{rune.Value:X4} looks like no letter in {candidate}.");
                Assert.False(isForeignMark, $"U+{rune.Value:X4} is a mark of another script in {candidate}.");
            }
        }

        // ð looks like ∂, which is no punctuation.
        static bool IsSeen(string character) => Confusables.Skeleton(character).EnumerateRunes().Any(rune => rune.Value is '_' or '-' or '.'
            || (rune.IsAscii ? Rune.IsLetterOrDigit(rune) : !Rune.IsPunctuation(rune) && !Rune.IsWhiteSpace(rune)));
    }

    [Fact]
    public void No_mark_is_on_a_letter_of_a_script_that_has_it_not()
    {
        var letters = AllRunes().Where(letter => UnicodeProperties.IsLetter(letter) && Normalization.ToNfkd($"{letter}") == $"{letter}");
        Rune[] oneOfEachScript = [.. letters.DistinctBy(letter => UnicodeProperties.Scripts(letter)[0])];
        foreach (var mark in AllRunes().Where(Marks.IsMark))
        {
            var scripts = UnicodeProperties.Scripts(mark);
            if (scripts is [Script.Inherited]) continue;
            foreach (var letter in oneOfEachScript)
            {
                bool isOwn = scripts.ContainsAny(UnicodeProperties.Scripts(letter));
                if (!isOwn) Assert.False(_policy.Check($"{letter}{mark}{letter}").IsAllowed, $"U+{mark.Value:X4} on U+{letter.Value:X4}");
            }
        }
    }

    [Theory]
    [InlineData("O'Brien", "OBRIEN")]
    [InlineData("O\u2019Brien", "O'Brien")]
    [InlineData("Ka\u02BBiulani", "Kaiulani")]
    [InlineData("\u02BBAilani", "Ailani")]
    [InlineData("Marcel\u00B7l\u00ED", "Marcell\u00ED")]
    [InlineData("\u05D2\u05F3\u05D5\u05E8\u05D2\u05F3", "\u05D2\u05D5\u05E8\u05D2")]
    [InlineData("\u05D3\u05F4\u05E8", "\u05D3\u05E8")]
    [InlineData("\u0639\u0644\u06CC\u200C\u0631\u0636\u0627", "\u0639\u0644\u06CC\u0631\u0636\u0627")]
    [InlineData("\u0DC1\u0DCA\u200D\u0DBB\u0DD3", "\u0DC1\u0DCA\u0DBB\u0DD3")]
    [InlineData("\u0645\u062D\u0640\u0645\u062F", "\u0645\u062D\u0645\u062F")]
    [InlineData("\u30DE\u30A4\u30AF\u30FB\u30B8", "\u30DE\u30A4\u30AF\u30B8")]
    [InlineData("\u1830\u1820\u1837\u180E\u1820", "\u1830\u1820\u1837\u1820")]
    public void What_is_spelled_as_a_part_of_a_word_makes_no_other_name(string one, string other) =>
        Assert.Equal(_policy.Check(one).Key!, _policy.Check(other).Key);

    [Theory]
    [InlineData("'Ben", '\'')]
    [InlineData("Ben'", '\'')]
    [InlineData("O''Brien", '\'')]
    [InlineData("7'7", '\'')]
    [InlineData("Be\u00B7n", '\u00B7')]
    [InlineData("Ben\u05F3", '\u05F3')]
    [InlineData("Be\u30FBn", '\u30FB')]
    [InlineData("Be\u0640n", '\u0640')]
    public void Punctuation_elsewhere_is_refused(string candidate, char wrong) =>
        Assert.Equal($"\"{wrong}\" can't be at that place in a name{Advice}", _policy.Check(candidate).Reason);

    [Theory]
    [InlineData("Be\u200Cn")]
    [InlineData("Be\u200Dn")]
    [InlineData("Ben\u200D")]
    [InlineData("\u0627\u200C\u0631")] // what doesn't join anyway
    [InlineData("\u0639\u0644\u06CC\u200C")]
    [InlineData("\u0639\u0644\u06CC\u200C\u200C\u0631")]
    [InlineData("\u0DC1\u200D\u0DBB")]
    [InlineData("\u0DC1\u0DCA\u200D\u0DD3")] // before a vowel sign
    [InlineData("\u0DC1\u0DCA\u200CBen")]
    [InlineData("Be\u180En")]
    public void A_joiner_that_joins_nothing_and_parts_nothing_is_refused(string candidate) =>
        Assert.Matches(@"^U\+(?:200C|200D|180E) can't be at that place", _policy.Check(candidate).Reason);

    [Theory]
    [InlineData("Ben!", "\"!\" can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData("Zoe Miller", "\" \" can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData("a\u001Bb", "U+001B can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData("Zo\u00ADe", "U+00AD can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData("Zo\U000E0100e", "U+E0100 can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData("\U0001F603", "\"\U0001F603\" can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData("\uFDFA", "\"\uFDFA\" can't be in a name; use letters, digits, \"_\", \".\" and \"-\".")] // four words
    [InlineData("Ki\u0307m", "U+0307 can't be at that place in a name; use letters, digits, \"_\", \".\" and \"-\".")]
    [InlineData(" ", "A name needs letters.")]
    public void A_refusal_names_the_character_in_the_way(string candidate, string reason) =>
        Assert.Equal(reason, _policy.Check(candidate).Reason);

    [Theory]
    [InlineData("a", "\u0301", "\u0316")]
    [InlineData("\u0E01", "\u0E49", "\u0E4A")]
    [InlineData("a", "\u200C", "")]
    [InlineData("\u0DC1", "\u0DCA", "\u200D")]
    [InlineData("\u0639", "\u064B", "\u200C")]
    [InlineData("l", "'", "l")]
    [InlineData("\u1112", "\u1161", "\u11AB")]
    [InlineData("\uFDFA", "", "")]
    [InlineData(" ", "x", "> ")]
    public void A_name_of_a_megabyte_is_refused_at_once(string first, string second, string third)
    {
        var intricate = new ChatDialect { NicknamePattern = "(a|aa|.)*[^x](b?.){20}" };
        NicknamePolicy[] policies = [_policy, new(255, ChatDialect.Load("java")), new(255, ChatDialect.Load("c")), new(255, intricate)];
        foreach (var policy in policies)
        {
            var watch = Stopwatch.StartNew();
            policy.Check(first + Repeated(second) + Repeated(third));
            policy.Check(Repeated(first));
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        }

        static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, 500_000));
    }

    private static IEnumerable<Rune> AllRunes() => Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value));
}
