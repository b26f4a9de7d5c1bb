using System.Text.RegularExpressions;

namespace LineChat.Host.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public void The_code_is_that_of_samples_which_are_built()
    {
        string[][] samples = [.. Directory.GetFiles(Path.Combine(Root, "samples"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllLines)];
        var blocks = Code().Matches(Readme).Select(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, blocks.Count());
        Assert.All(blocks, block => Assert.Contains(samples, sample => block.SequenceEqual(sample.Where(block.Contains))));
    }

    [Fact]
    public void Every_setting_and_its_default_that_can_be_counted_are_in_the_table()
    {
        var options = new LineChatOptions();
        ExpectRow("| ", nameof(options.Listen), null);
        ExpectRow("| ", nameof(options.Dialect), null);
        ExpectRows(nameof(options.Limits), options.Limits);
        ExpectRows(nameof(options.Tcp), options.Tcp);
        ExpectRows(nameof(options.Log), options.Log);
        ExpectRows(nameof(options.Rooms), options.Rooms);
        Assert.Equal(6, typeof(LineChatOptions).GetProperties().Length); // whoever adds one has looked here
    }

    private static void ExpectRows(string group, object options)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            string? value = property.GetValue(options) switch
            {
                int number => FormattableString.Invariant($"{number:N0}"),
                TimeSpan time => FormattableString.Invariant($"{time.TotalSeconds} s"),
                bool truth => truth ? "true" : "false",
                _ => null,
            };
            ExpectRow($"| `{group}`: ", property.Name, value is "1,048,576" or "65,536" ? null : value);
        }
    }

    private static void ExpectRow(string start, string setting, string? value)
    {
        string row = Assert.Single(Readme.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal) && line.Split('|')[1].Contains($"`{setting}`"));
        if (value is not null) Assert.Contains(value, row, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_every_template_and_every_dialect_is_on_the_page_of_the_dialects()
    {
        string[] rows = [.. File.ReadAllLines(Path.Combine(FindRoot(), "docs", "dialects.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[1])];
        var settings = typeof(ChatDialect).GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !property.GetMethod!.IsStatic).Select(property => property.Name);
        Assert.All(
            [.. settings, .. Enum.GetNames<ChatMessageKind>(), .. ChatDialect.Names],
            name => Assert.Contains(rows, row => row.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LineChat.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
