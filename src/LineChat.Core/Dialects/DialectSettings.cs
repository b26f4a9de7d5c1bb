using System.Globalization;
using System.Text.RegularExpressions;

namespace LineChat.Dialects;

/// <summary>The settings of a dialect by the names that they have in files and configuration, and what may be in them.</summary>
internal static class DialectSettings
{
    private static readonly Dictionary<string, Action<ChatDialect, string?>> Rules = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ChatDialect.Language)] = (dialect, text) => dialect.Language = text ?? "",
        [nameof(ChatDialect.Listen)] = (dialect, text) => dialect.Listen = text ?? "",
        [nameof(ChatDialect.LineEnd)] = (dialect, text) => dialect.LineEnd = text ?? "",
        [nameof(ChatDialect.ListItem)] = (dialect, text) => dialect.ListItem = text ?? "",
        [nameof(ChatDialect.ListSeparator)] = (dialect, text) => dialect.ListSeparator = text ?? "",
        [nameof(ChatDialect.ListMore)] = (dialect, text) => dialect.ListMore = text ?? "",
        [nameof(ChatDialect.MaxListed)] = (dialect, text) => dialect.MaxListed = SettingText.Number(text),
        [nameof(ChatDialect.ListSorted)] = (dialect, text) => dialect.ListSorted = SettingText.Truth(text),
        [nameof(ChatDialect.ListOthers)] = (dialect, text) => dialect.ListOthers = SettingText.Truth(text),
        [nameof(ChatDialect.Echo)] = (dialect, text) => dialect.Echo = SettingText.Truth(text),
        [nameof(ChatDialect.HearOwnNotices)] = (dialect, text) => dialect.HearOwnNotices = SettingText.Truth(text),
        [nameof(ChatDialect.GuestsHear)] = (dialect, text) => dialect.GuestsHear = SettingText.Truth(text),
        [nameof(ChatDialect.Commands)] = (dialect, text) => dialect.Commands = SettingText.Truth(text),
        [nameof(ChatDialect.Rooms)] = (dialect, text) => dialect.Rooms = SettingText.Truth(text),
        [nameof(ChatDialect.LeaveWords)] = (dialect, text) => dialect.LeaveWords.Add(text ?? ""),
        [nameof(ChatDialect.LeaveWordsIgnoreCase)] = (dialect, text) => dialect.LeaveWordsIgnoreCase = SettingText.Truth(text),
        [nameof(ChatDialect.EmptyLineLeaves)] = (dialect, text) => dialect.EmptyLineLeaves = SettingText.Truth(text),
        [nameof(ChatDialect.NicknameCommand)] = (dialect, text) => dialect.NicknameCommand = text ?? "",
        [nameof(ChatDialect.SayCommand)] = (dialect, text) => dialect.SayCommand = text ?? "",
        [nameof(ChatDialect.NicknamePattern)] = (dialect, text) => dialect.NicknamePattern = text ?? "",
        [nameof(ChatDialect.NicknameCaseMatters)] = (dialect, text) => dialect.NicknameCaseMatters = SettingText.Truth(text),
        [nameof(ChatDialect.NicknameTrimming)] = (dialect, text) => dialect.NicknameTrimming = SettingText.Choice<BlankTrimming>(text),
        [nameof(ChatDialect.NicknameCut)] = (dialect, text) => dialect.NicknameCut = SettingText.Number(text),
        [nameof(ChatDialect.TakenNicknameCloses)] = (dialect, text) => dialect.TakenNicknameCloses = SettingText.Truth(text),
        [nameof(ChatDialect.TextTrimming)] = (dialect, text) => dialect.TextTrimming = SettingText.Choice<BlankTrimming>(text),
        [nameof(ChatDialect.PromptDelay)] = (dialect, text) => dialect.PromptDelay = SettingText.Time(text),
        [nameof(ChatDialect.FullWaits)] = (dialect, text) => dialect.FullWaits = SettingText.Truth(text),
        [nameof(ChatDialect.MaxConnections)] = (dialect, text) => dialect.MaxConnections = SettingText.Number(text),
        [nameof(ChatDialect.MaxLineLength)] = (dialect, text) => dialect.MaxLineLength = SettingText.Number(text),
        [nameof(ChatDialect.LongLines)] = (dialect, text) => dialect.LongLines = SettingText.Choice<LongLinePolicy>(text),
        [nameof(ChatDialect.MaxNicknameLength)] = (dialect, text) => dialect.MaxNicknameLength = SettingText.Number(text),
    };

    private static readonly Dictionary<string, ChatMessageKind> Templates =
        Enum.GetValues<ChatMessageKind>().ToDictionary(kind => kind.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets one setting as it is written.</summary>
    /// <param name="dialect">Where.</param>
    /// <param name="name">Which; its case makes no difference.</param>
    /// <param name="texts">What is written: one text, or for a list any number.</param>
    /// <exception cref="FormatException">There is no such setting, or that is nothing for it; the message says what to write, but not where.</exception>
    public static void Set(ChatDialect dialect, string name, params IReadOnlyList<string?> texts)
    {
        bool isList = IsList(name);
        if (!isList && texts.Count != 1) throw new FormatException("is a list; write one value");
        if (isList) dialect.LeaveWords.Clear();
        foreach (string? text in texts)
        {
            if (Templates.TryGetValue(name, out var kind)) dialect[kind] = text ?? "";
            else if (Rules.TryGetValue(name, out var rule)) rule(dialect, text);
            else throw new FormatException($"is no setting of a dialect; there are {string.Join(", ", Rules.Keys)}, and the templates {string.Join(", ", Templates.Keys)}");
        }
    }

    /// <summary>Whether a setting has any number of values.</summary>
    public static bool IsList(string name) => name.Equals(nameof(ChatDialect.LeaveWords), StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong in a dialect: for each the setting, and what to write instead.</summary>
    public static IEnumerable<(string Setting, string Problem)> Check(ChatDialect dialect)
    {
        foreach (var kind in Enum.GetValues<ChatMessageKind>())
        {
            if (Problem(dialect[kind]) is { } problem) yield return ($"{kind}", problem);
        }

        if (Problem(dialect.ListItem) is { } item) yield return (nameof(dialect.ListItem), item);
        if (Problem(dialect.ListMore) is { } more) yield return (nameof(dialect.ListMore), more);

        if (dialect[ChatMessageKind.Prompt].Length == 0 && dialect.NicknameCommand.Length == 0)
        {
            yield return (nameof(ChatMessageKind.Prompt), "is empty; write what asks for a name");
        }

        if (dialect.SayCommand.Length > 0 && dialect.NicknameCommand.Length == 0)
        {
            yield return (nameof(dialect.SayCommand), $"is \"{dialect.SayCommand}\", which means nothing without {nameof(dialect.NicknameCommand)}; write both, or none");
        }

        if (dialect.LeaveWords.Any(string.IsNullOrEmpty)) yield return (nameof(dialect.LeaveWords), $"has an empty word; write {nameof(dialect.EmptyLineLeaves)}: true if an empty line is to leave");
        if (PatternProblem(dialect.NicknamePattern) is { } pattern) yield return (nameof(dialect.NicknamePattern), pattern);
        if (dialect.PromptDelay < TimeSpan.Zero || dialect.PromptDelay > TimeSpan.FromDays(1)) yield return (nameof(dialect.PromptDelay), $"is {dialect.PromptDelay}; write a time from 0 to 86,400 seconds");
        foreach (var (setting, value, least, most, zero) in Numbers(dialect))
        {
            if (value < least || value > most) yield return (setting, string.Create(CultureInfo.InvariantCulture, $"is {value}; write a whole number from {least:N0} to {most:N0}{zero}"));
        }

        if (!Enum.IsDefined(dialect.NicknameTrimming)) yield return (nameof(dialect.NicknameTrimming), $"is {dialect.NicknameTrimming}; write {string.Join(" or ", Enum.GetNames<BlankTrimming>())}");
        if (!Enum.IsDefined(dialect.TextTrimming)) yield return (nameof(dialect.TextTrimming), $"is {dialect.TextTrimming}; write {string.Join(" or ", Enum.GetNames<BlankTrimming>())}");
    }

    // The last three are those of the options that they stand for.
    private static (string Setting, int? Value, int Least, int Most, string Zero)[] Numbers(ChatDialect dialect) =>
    [
        (nameof(dialect.MaxListed), dialect.MaxListed, 0, 1_000_000, " (0: all)"),
        (nameof(dialect.NicknameCut), dialect.NicknameCut, 0, 1020, " (0: not cut)"),
        (nameof(dialect.MaxConnections), dialect.MaxConnections, 0, 1_000_000, " (0: no limit)"),
        (nameof(dialect.MaxLineLength), dialect.MaxLineLength, 16, 65_536, ""),
        (nameof(dialect.MaxNicknameLength), dialect.MaxNicknameLength, 1, 255, ""),
    ];

    /// <summary>The pattern that a nickname must match as a whole; it takes linear time, whatever the nickname.</summary>
    public static Regex Pattern(string pattern) => new($"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static string? Problem(string template)
    {
        try
        {
            Template.Parse(template);
            return null;
        }
        catch (FormatException exception)
        {
            return $"is wrong: {exception.Message}";
        }
    }

    private static string? PatternProblem(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking); // by itself: a parenthesis too many would end the one around it
            Pattern(pattern);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return $"\"{pattern}\" is no pattern that can be used; write a .NET regular expression without lookarounds and back references ({exception.Message.TrimEnd('.')})";
        }
    }
}
