using System.Text.RegularExpressions;

namespace LineChat.Host.Tests;

public sealed partial class ReadmeTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    [Fact]
    public void The_code_that_embeds_is_that_of_a_sample_which_is_built()
    {
        string block = Assert.Single(Code().Matches(Readme)).Groups[1].Value;
        string[] sample = File.ReadAllLines(Path.Combine(Root, "samples", "WorkerAnnouncer", "Program.cs"));

        string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines, sample.Where(lines.Contains));
    }

    [Fact]
    public void Every_setting_and_its_default_that_can_be_counted_are_in_the_table()
    {
        ExpectRows(new LineChatOptions());
        ExpectRows(new RoomOptions());
    }

    private static void ExpectRows(object options)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.PropertyType != typeof(RoomOptions)))
        {
            string row = Assert.Single(Readme.Split('\n'), line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|')[1].Contains($"`{property.Name}`"));
            string? value = property.GetValue(options) switch
            {
                int number => FormattableString.Invariant($"{number:N0}"),
                TimeSpan time => FormattableString.Invariant($"{time.TotalSeconds} s"),
                bool truth => truth ? "true" : "false",
                _ => null,
            };
            if (value is not null and not "1,048,576" and not "65,536") Assert.Contains(value, row, StringComparison.Ordinal);
        }
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
