namespace LineChat.DependencyInjection;

/// <summary>
/// Says what may have been meant by a setting that there is not: the new name of an old one, or the name that is most like it.
/// </summary>
internal static class UnknownSetting
{
    // Those that got another name when they got a group. One that kept its name is found by it.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MaxLogSize"] = $"{nameof(LineChatOptions.Log)}:{nameof(LogOptions.MaxSize)}",
        ["InlineSessions"] = $"{nameof(LineChatOptions.Tcp)}:{nameof(TcpOptions.UnsafeInlineSessions)}",
        ["Rooms:TopicSetters"] = $"{nameof(LineChatOptions.Rooms)}:{nameof(RoomOptions.TopicPolicy)}",
        ["Rooms:Configured"] = $"{nameof(LineChatOptions.Rooms)}:{nameof(RoomOptions.Permanent)}",
    };

    /// <summary>Describes the failure.</summary>
    /// <param name="section">The path of the section that the settings are in, with a colon at the end.</param>
    /// <param name="path">The path of the unknown setting below that.</param>
    /// <param name="paths">Those that there are, groups among them.</param>
    public static string Describe(string section, string path, IReadOnlyCollection<string> paths)
    {
        string group = path[..(path.LastIndexOf(':') + 1)];
        string[] neighbours = [.. paths.Where(other => other.StartsWith(group, StringComparison.OrdinalIgnoreCase) && !other[group.Length..].Contains(':', StringComparison.Ordinal))];
        string? meant = Renamed.GetValueOrDefault(path)
            ?? neighbours.Concat(paths).Where(other => Distance(Name(path), Name(other)) <= Name(path).Length / 3).MinBy(other => Distance(Name(path), Name(other)));
        string remedy = meant is not null ? $"Did you mean {section}{meant}?" : $"There are {string.Join(", ", neighbours.Select(Name))}.";
        return $"Unknown setting {section}{path}. {remedy}";
    }

    private static string Name(string path) => path[(path.LastIndexOf(':') + 1)..];

    // How many letters must be written, left out or changed to make the one of the other (Levenshtein).
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 0; i < one.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < other.Length; j++)
            {
                int changed = diagonal + (one.AsSpan(i, 1).Equals(other.AsSpan(j, 1), StringComparison.OrdinalIgnoreCase) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(changed, 1 + Math.Min(row[j], row[j + 1]));
            }
        }

        return row[^1];
    }
}
