using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LineChat.Dialects;
using LineChat.Lines;

namespace LineChat;

/// <summary>
/// Allows nicknames of letters and digits of any script, <c>_</c>, <c>-</c> and <c>.</c>, with the joiners and the punctuation that are
/// a part of words (UAX 31), such as the apostrophe of <c>O'Brien</c>. A dialect can have a pattern instead. A nickname is shown in
/// normalization form C.
/// <para>
/// Two nicknames are the same if they differ only in case (full case folding, in which i and the dotless i are one), in form
/// (normalization form KC: full width, ligatures) or in joiners and such punctuation. Two are not allowed together if they look alike
/// in some case of letters (the confusables of UTS 39): <c>Ben</c> and the same with a Cyrillic <c>e</c>, <c>Carl</c> and <c>CarI</c>,
/// but not <c>Carl</c> and <c>Cari</c>.
/// </para>
/// <para>
/// A nickname is refused if it has marks or letters that show nothing, or letters that look like punctuation; and, with every pattern,
/// if a line could be read as another member's or as a notice because of it.
/// </para>
/// </summary>
public sealed class NicknamePolicy : INicknamePolicy
{
    // A character decomposes into four at most, of two code units each. A text that has more for each character is too long in every form.
    private const int MaxUnitsForEach = 8;

    // That of the default manners, by which the names of rooms are checked too: to derive it takes a while.
    private static readonly Lazy<Impersonation> DefaultImpersonation = new(() => new(new()));

    private readonly int _maxLength;
    private readonly Regex? _pattern;
    private readonly bool _caseMatters;
    private readonly BlankTrimming _trimming;
    private readonly int _cut;
    private readonly Impersonation _impersonation;

    // Or else whatever the pattern allows.
    private bool IsWord => _pattern is null;

    private string Advice => IsWord ? "; use letters, digits, \"_\", \".\" and \"-\"." : ".";

    /// <summary>Makes the policy of the default manners.</summary>
    /// <param name="maxLength">The longest nickname in characters (code points), 1 or more; default 32.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is less than 1.</exception>
    public NicknamePolicy(int maxLength = 32)
        : this(maxLength, new(), caseMatters: false, DefaultImpersonation.Value)
    {
    }

    /// <summary>Makes the policy of a dialect.</summary>
    internal NicknamePolicy(int maxLength, ChatDialect dialect)
        : this(maxLength, dialect, dialect.NicknameCaseMatters)
    {
    }

    /// <summary>Makes the policy of a dialect, apart from whether case matters.</summary>
    internal NicknamePolicy(int maxLength, ChatDialect dialect, bool caseMatters)
        : this(maxLength, dialect, caseMatters, new(dialect))
    {
    }

    private NicknamePolicy(int maxLength, ChatDialect dialect, bool caseMatters, Impersonation impersonation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        _maxLength = maxLength;
        if (dialect.NicknamePattern.Length > 0) _pattern = DialectSettings.Pattern(dialect.NicknamePattern);
        _caseMatters = caseMatters;
        _trimming = dialect.NicknameTrimming;
        _cut = dialect.NicknameCut;
        _impersonation = impersonation;
    }

    /// <inheritdoc/>
    public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken = default) => new(Check(candidate));

    /// <summary>Checks what a client entered as its nickname, at once.</summary>
    /// <param name="candidate">A line of text as the client typed it, never empty or blank.</param>
    public NicknameCheck Check(string candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        // The bound comes first: a line can be 64 KiB long, and the rest takes more than a look at each character.
        string trimmed = Cut(Trim(candidate));
        if (trimmed.Length > (long)MaxUnitsForEach * _maxLength) return TooLong();
        if (FirstRefused(trimmed) is { } refused) return NicknameCheck.Refuse($"{Shown(refused)} can't be in a name{Advice}");

        string nickname = Normalization.ToNfc(trimmed);
        int length = Encoding.UTF32.GetByteCount(nickname) / 4;
        if (length == 0) return NicknameCheck.Refuse("A name needs letters.");
        if (length > _maxLength) return TooLong();
        if (HasStrayBlanks(nickname)) return NicknameCheck.Refuse("A name can't have blanks at an end, or two in a row.");
        if (_pattern?.IsMatch(nickname) == false) return NicknameCheck.Refuse("That name is not allowed.");

        string compatible = Normalization.ToNfkd(nickname); // which tells apart what KC does
        var misplaced = Spelling.Misplaced(IsWord ? compatible : Normalization.ToNfd(nickname), IsWord);
        if (misplaced is { } wrong) return NicknameCheck.Refuse($"{Shown(wrong)} can't be at that place in a name{Advice}");

        string essence = Spelling.Essence(nickname);
        compatible = Spelling.Essence(compatible);
        string[] skeletons = [Confusables.Skeleton(essence)];
        if (essence != compatible) skeletons = [.. skeletons, Confusables.Skeleton(compatible)];
        foreach (string skeleton in essence == nickname ? skeletons : [Confusables.Skeleton(nickname), .. skeletons])
        {
            if (_impersonation.Problem(skeleton) is { } problem) return NicknameCheck.Refuse(problem);
        }

        string key = _caseMatters ? compatible : UnicodeText.CaselessKey(compatible);
        return NicknameCheck.Allow(nickname, key, Lookalikes(skeletons, compatible, key));
    }

    // What the nickname looks like; and where case makes no difference, which name that is, and what it looks like in capitals and in
    // small letters.
    private List<string> Lookalikes(string[] skeletons, string compatible, string key)
    {
        var lookalikes = new List<string>(4);
        foreach (string skeleton in skeletons)
        {
            Add(skeleton);
            if (!_caseMatters) Add(UnicodeText.CaselessKey(skeleton));
        }

        if (!_caseMatters)
        {
            Add(Confusables.Skeleton(UnicodeText.ToUpper(compatible)));
            Add(Confusables.Skeleton(UnicodeText.ToLower(compatible)));
        }

        return lookalikes;

        void Add(string lookalike)
        {
            if (lookalike != key && !lookalikes.Contains(lookalike)) lookalikes.Add(lookalike);
        }
    }

    private string Trim(string candidate) => _trimming switch
    {
        BlankTrimming.Both => candidate.Trim(),
        BlankTrimming.End => candidate.TrimEnd(),
        _ => candidate,
    };

    private string Cut(string nickname)
    {
        if (_cut == 0 || Encoding.UTF8.GetByteCount(nickname) <= _cut) return nickname;
        byte[] utf8 = Encoding.UTF8.GetBytes(nickname);
        return Encoding.UTF8.GetString(utf8, 0, TextSafety.LengthOfWholeCharacters(utf8, _cut));
    }

    // At an end, or two in a row, however wide they are.
    private static bool HasStrayBlanks(string text)
    {
        bool afterBlank = true;
        foreach (char c in text)
        {
            bool isBlank = char.IsWhiteSpace(c);
            if (isBlank && afterBlank) return true;
            afterBlank = isBlank;
        }

        return afterBlank;
    }

    private Rune? FirstRefused(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsAllowed(rune)) return rune;
        }

        return null;
    }

    // With a pattern, whatever shows and stays on its line.
    private bool IsAllowed(Rune rune)
    {
        if (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value)) return true;
        if (Spelling.IsJoiner(rune)) return true; // Spelling looks at its place
        if (Marks.IsInvisible(rune)) return false;
        if (!IsWord) return QuotedText.IsPrintable(rune) || UnicodeProperties.Category(rune) == UnicodeCategory.SpaceSeparator;

        foreach (var part in UnicodeData.Compatibility[rune.Value].EnumerateRunes())
        {
            if (!IsOfWord(part)) return false;
        }

        return IsOfWord(rune);
    }

    private static bool IsOfWord(Rune rune) => rune.Value is '_' or '-' or '.'
        || Spelling.IsMedial(rune)
        || UnicodeProperties.Category(rune) is <= UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber;

    private NicknameCheck TooLong() =>
        NicknameCheck.Refuse(string.Create(CultureInfo.InvariantCulture, $"A name has {_maxLength} characters at most."));

    private static string Shown(Rune rune)
    {
        bool shows = QuotedText.IsPrintable(rune) && !Marks.IsMark(rune) && !Marks.IsInvisible(rune);
        return shows ? $"\"{rune}\"" : string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
    }
}
