using System.Globalization;
using System.Text;
using LineChat.Lines;

namespace LineChat.Tests;

public sealed class NicknamePolicyTests
{
    private readonly NicknamePolicy _policy = new();

    [Theory]
    [InlineData("Zoe")]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("_")]
    [InlineData("Jean-Luc_2.0")]
    [InlineData("Übung")]
    [InlineData("カタカナ")]
    [InlineData("Дмитрий")]
    [InlineData("محمد")]
    [InlineData("हिन्दी")]
    [InlineData("ผู้ใหญ่")]
    [InlineData("Nguyễn")]
    [InlineData("٣")]
    [InlineData("𝒵oe")]
    public void Letters_and_digits_of_any_script_are_allowed(string candidate)
    {
        var check = _policy.Check(candidate);
        Assert.True(check.IsAllowed, check.Reason);
        Assert.Equal(candidate, check.Nickname);
    }

    [Theory]
    [InlineData("Zoe Miller")]
    [InlineData("Zoe\tMiller")]
    [InlineData("Zoe\u00A0Miller")]
    [InlineData("/quit")]
    [InlineData("Zoe>")]
    [InlineData("***")]
    [InlineData("[Zoe]")]
    [InlineData("a:b")]
    [InlineData("a,b")]
    [InlineData("{nick}")]
    [InlineData("😃")]
    [InlineData("½")]
    [InlineData("Ⅷ")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\nb")]
    [InlineData("\uFFFD")]
    public void Anything_else_is_refused(string candidate) => Refused(candidate);

    [Theory]
    [InlineData(0x00AD)] // soft hyphen
    [InlineData(0x034F)] // combining grapheme joiner
    [InlineData(0x061C)]
    [InlineData(0x115F)]
    [InlineData(0x1160)] // Hangul fillers
    [InlineData(0x17B4)]
    [InlineData(0x17B5)] // Khmer inherent vowels
    [InlineData(0x180B)]
    [InlineData(0x180D)]
    [InlineData(0x180E)]
    [InlineData(0x180F)] // Mongolian selectors
    [InlineData(0x200B)]
    [InlineData(0x200C)]
    [InlineData(0x200D)]
    [InlineData(0x200E)]
    [InlineData(0x202E)]
    [InlineData(0x2060)]
    [InlineData(0x2066)]
    [InlineData(0x2800)] // blank braille
    [InlineData(0x3164)]
    [InlineData(0xFE00)]
    [InlineData(0xFE0F)] // variation selectors
    [InlineData(0xFEFF)]
    [InlineData(0xFFA0)]
    [InlineData(0xE0001)]
    [InlineData(0xE0100)]
    [InlineData(0xE01EF)]
    public void What_shows_nothing_is_refused(int invisible)
    {
        Refused($"Zo{new Rune(invisible)}e");
        Refused(new Rune(invisible).ToString());
    }

    // Of which the tables know neither case nor form: in the runtime's Unicode 16, U+1C89 and U+1C8A are one letter.
    [Fact]
    public void A_letter_that_is_newer_than_the_tables_is_refused()
    {
        var unknown = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(rune => UnicodeProperties.Category(rune) == UnicodeCategory.OtherNotAssigned);
        foreach (var rune in unknown.Where(Rune.IsLetter)) Assert.False(_policy.Check($"a{rune}").IsAllowed, $"U+{rune.Value:X4}");
    }

    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        // Not in attributes: they are kept as UTF-8, which has none.
        foreach (string candidate in (string[])["\uD83D", "\uDE03", "a\uD83Db", "\uDE03\uD83D"]) Refused(candidate);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t \u3000")]
    public void Nothing_is_no_name(string candidate) => Assert.Equal("A name needs letters.", _policy.Check(candidate).Reason);

    [Theory]
    [InlineData("  Zoe ")]
    [InlineData("\tZoe\r\n")]
    [InlineData("\u3000Zoe\u00A0")]
    public void Blanks_around_a_name_are_taken_off(string candidate) => Assert.Equal("Zoe", _policy.Check(candidate).Nickname);

    [Fact]
    public void A_name_is_shown_in_form_C() => Assert.Equal("Zo\u00EB", _policy.Check("Zoe\u0308").Nickname);

    [Theory]
    [InlineData("Zoe", "zOE")]
    [InlineData("Zo\u00EB", "ZOE\u0308")]
    [InlineData("Ｚｏｅ", "Zoe")] // full width
    [InlineData("ﾃｽﾄ", "テスト")] // half width
    [InlineData("ﬁn", "FIN")] // ligature
    [InlineData("𝒵oe", "zoe")]
    [InlineData("ÀÉ", "àé")]
    [InlineData("ΣΟΦΟΣ", "σοφος")]
    [InlineData("σοφοσ", "σοφος")]
    [InlineData("GROẞ", "groß")] // ß has no capital in one piece
    [InlineData("дмитрий", "ДМИТРИЙ")]
    [InlineData("\u212A", "k")] // Kelvin sign
    [InlineData("ſ", "S")]
    [InlineData("\u01F0", "J\u030C")] // of which there is no capital in one piece
    [InlineData("STRASSE", "Straße")]
    [InlineData("STRASSE", "STRAẞE")]
    [InlineData("\u0130BRAH\u0130M", "\u0130brahim")] // İBRAHİM, İbrahim
    [InlineData("\u0130BRAH\u0130M", "Ibrahim")]
    [InlineData("ibrahim", "IBRAHIM")]
    [InlineData("KIRIM", "K\u0131r\u0131m")] // Kırım
    [InlineData("\u01C5on", "DŽON")] // a digraph
    [InlineData("\uD55C\uAE00", "\u1112\u1161\u11AB\u1100\u1173\u11AF")] // Hangul and its jamo
    [InlineData("\uAB70", "\u13A0")] // Cherokee, whose capitals came first
    public void Names_that_differ_only_in_case_or_form_are_the_same(string one, string other) => Assert.Equal(Key(one), Key(other));

    [Theory]
    [InlineData("Zoe", "Zo\u00EB")]
    [InlineData("Zoe", "Zoe_")]
    [InlineData("a.b", "a-b")]
    [InlineData("Carl", "Cari")]
    [InlineData("Eli", "Ell")]
    [InlineData("Anna", "Алла")]
    [InlineData("Дмитрий", "Dmitrij")]
    public void Other_names_are_others(string one, string other) => Assert.Empty(Keys(one).Intersect(Keys(other)));

    [Theory]
    [InlineData("Ben", "\u0412en")] // Cyrillic, as a capital only
    [InlineData("Ben", "B\u0435n")] // Cyrillic, as a small letter only
    [InlineData("BEN", "b\u0435n")]
    [InlineData("Ben", "\u0412e\u0578")] // a Cyrillic capital and a small Armenian letter
    [InlineData("Ben", "\u0392\u0395\u039D")] // Greek
    [InlineData("scope", "\u0455\u0441\u043E\u0440\u0435")] // all of it Cyrillic
    [InlineData("Carl", "CarI")]
    [InlineData("CARL", "carI")] // looks like carl, which is CARL
    [InlineData("carl", "CarI")]
    [InlineData("CARL", "CarI")]
    [InlineData("alice", "AIice")]
    [InlineData("BILL", "BiII")]
    [InlineData("will", "W\u0456II")] // with a Cyrillic letter too
    [InlineData("bob", "\uA4D0\u05E1b")] // Lisu and Hebrew
    [InlineData("ben\u30A2", "b\u0435n\uFF71")] // half width, too
    [InlineData("Bob", "B0b")]
    [InlineData("lan", "1an")]
    [InlineData("modern", "modem")]
    [InlineData("a-b", "a\u2010b", true)] // a hyphen of another script, where a dialect allows it
    [InlineData("\u00E5sa", "\u0430\u030Asa")] // composed of a Cyrillic letter and its ring
    [InlineData("\uA4D0en", "Ben")] // Lisu
    [InlineData("\U0001D401en", "\u0412en")] // a mathematical letter and a Cyrillic one
    public void Names_that_look_alike_have_a_lookalike_in_common(string one, string other, bool ofDialect = false)
    {
        var policy = ofDialect ? new NicknamePolicy(32, new ChatDialect { NicknamePattern = "^.+$" }) : _policy;
        Assert.NotEmpty(Keys(one, policy).Intersect(Keys(other, policy)));
    }

    [Fact]
    public void Whoever_draws_a_name_with_other_letters_does_not_get_it()
    {
        var drawn = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Select(value => new Rune(value)).Where(Rune.IsLetterOrDigit).Select(rune => rune.ToString()).ToLookup(Confusables.Skeleton);
        var random = new Random(1);
        string[] names = ["ben", "Zoe", "alice", "Oscar", "pavel", "Kurt", "lucy", "Hugo", "yves", "victor_9", "a.b-c", "\u0434\u0438\u043C\u0430", "\u0395\u03BB\u03AD\u03BD\u03B7"];
        foreach (string name in names)
        {
            for (int i = 0; i < 2000; i++)
            {
                string cased = string.Concat(name.Select(c => random.Next(2) == 0 && IsDrawn(char.ToUpperInvariant(c)) ? char.ToUpperInvariant(c) : c));
                string wish = string.Concat(cased.Select(Drawn));
                if (_policy.Check(wish) is { IsAllowed: true } check) Assert.True(Keys(name).Intersect(Keys(check)).Any(), $"{wish} passes for {cased}.");
            }
        }

        // Not by another, as a capital I is by an l: a name may be taken for two then.
        static bool IsDrawn(char letter) => Confusables.Skeleton($"{letter}") == $"{letter}".Normalize(NormalizationForm.FormD);

        string Drawn(char letter)
        {
            string[] others = IsDrawn(letter) ? [.. drawn[$"{letter}".Normalize(NormalizationForm.FormD)]] : [];
            return others.Length == 0 || random.Next(2) == 0 ? $"{letter}" : others[random.Next(others.Length)];
        }
    }

    [Fact]
    public void Where_case_matters_a_name_looks_only_like_what_it_looks_like_as_it_is()
    {
        var policy = new NicknamePolicy(32, new ChatDialect { NicknameCaseMatters = true });
        Assert.Empty(Keys("Ben", policy).Intersect(Keys("ben", policy)));
        Assert.Empty(Keys("Ben", policy).Intersect(Keys("B\u0415N", policy)));
        Assert.NotEmpty(Keys("Ben", policy).Intersect(Keys("B\u0435n", policy)));
    }

    [Fact]
    public void Length_is_counted_in_code_points_of_form_C()
    {
        Assert.True(_policy.Check(new('a', 32)).IsAllowed);
        Assert.True(_policy.Check(string.Concat(Enumerable.Repeat("𝒵", 32))).IsAllowed);
        Assert.True(_policy.Check(string.Concat(Enumerable.Repeat("e\u0308", 32))).IsAllowed);
        Assert.True(_policy.Check($"  {new string('a', 32)}  ").IsAllowed);

        Assert.Equal("A name has 32 characters at most.", _policy.Check(new('a', 33)).Reason);
        Assert.Equal("A name has 32 characters at most.", _policy.Check(string.Concat(Enumerable.Repeat("𝒵", 33))).Reason);
        Assert.Equal("A name has 3 characters at most.", new NicknamePolicy(3).Check("Anna").Reason);
        Assert.True(new NicknamePolicy(3).Check("Zoe").IsAllowed);
    }

    [Fact]
    public void Three_marks_on_a_letter_are_allowed_and_four_are_a_tower()
    {
        Assert.True(_policy.Check("x\u0301\u0302\u0303y\u0301\u0302\u0303").IsAllowed);
        Refused("x\u0301\u0302\u0303\u0304y");
        Refused("yx\u0301\u0302\u0303\u0304");
    }

    [Theory]
    [InlineData("\u0301")]
    [InlineData("\u0301e")]
    [InlineData(" \u0301e")]
    public void A_name_cannot_begin_with_a_mark_that_would_stand_on_what_is_before_it(string candidate) => Refused(candidate);

    [Fact]
    public void A_policy_needs_room_for_one_character() => Assert.Throws<ArgumentOutOfRangeException>(() => new NicknamePolicy(0));

    [Fact]
    public void A_refusal_has_a_reason_and_no_name()
    {
        var check = NicknameCheck.Refuse("No.");
        Assert.False(check.IsAllowed);
        Assert.Equal("No.", check.Reason);
        Assert.Null(check.Nickname);
        Assert.Null(check.Key);
        Assert.Throws<ArgumentException>(() => NicknameCheck.Refuse(" "));
    }

    [Fact]
    public void An_allowed_name_is_unique_without_regard_to_case_unless_its_policy_says_otherwise()
    {
        Assert.Equal(NicknameCheck.Allow("Stra\u00DFe").Key, NicknameCheck.Allow("STRASSE").Key);
        Assert.NotEqual(NicknameCheck.Allow("Zo\u00EB").Key, NicknameCheck.Allow("Zoe").Key);
        Assert.Equal("7", NicknameCheck.Allow("Zoe", "7").Key);
        Assert.Empty(NicknameCheck.Allow("Zoe").Lookalikes);
        Assert.Equal(["z0e"], NicknameCheck.Allow("Zoe", lookalikes: ["z0e"]).Lookalikes);
        Assert.Null(NicknameCheck.Allow("Zoe").Reason);
        Assert.Throws<ArgumentException>(() => NicknameCheck.Allow(" "));
    }

    private void Refused(string candidate)
    {
        var check = _policy.Check(candidate);
        Assert.False(check.IsAllowed);
        Assert.EndsWith(" in a name; use letters, digits, \"_\", \".\" and \"-\".", check.Reason, StringComparison.Ordinal);
    }

    private string[] Keys(string candidate, NicknamePolicy? policy = null) => Keys((policy ?? _policy).Check(candidate));

    private static string[] Keys(NicknameCheck check)
    {
        Assert.True(check.IsAllowed, check.Reason);
        return [check.Key, .. check.Lookalikes];
    }

    private string Key(string candidate)
    {
        var check = _policy.Check(candidate);
        Assert.True(check.IsAllowed, check.Reason);
        return check.Key;
    }
}
