using System.Text.RegularExpressions;
using System.Xml.Linq;
using LineChat.Tests.Support;

namespace LineChat.Tests;

/// <summary>Which part may know which, as its source says in its <c>using</c> lines and in qualified names.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Core = Path.Combine(Repository.Root, "src", "LineChat.Core");

    private static readonly string[] Folders = [.. Directory.GetDirectories(Core).Select(Path.GetFileName).OfType<string>().Except(["bin", "obj"])];

    [Fact]
    public void The_contracts_import_nothing_but_those_that_stand_for_a_folder_what_is_in_it()
    {
        foreach (string file in Directory.GetFiles(Core, "*.cs"))
        {
            string name = Path.GetFileName(file);
            string[] allowed = name switch
            {
                "LineCodec.cs" or "NicknameCheck.cs" => ["Lines"],
                "ChatDialect.cs" => ["Dialects"],
                "NicknamePolicy.cs" => ["Dialects", "Lines"],
                "LineChatBuilder.cs" or "LineChatServiceCollectionExtensions.cs" => ["DependencyInjection"],
                _ when name.StartsWith("InMemory", StringComparison.Ordinal) => ["Transports"],
                _ => [],
            };
            Knows(file, allowed);
        }
    }

    [Fact]
    public void Lines_know_nothing_of_the_chat() => KnowOnly("Lines");

    [Fact]
    public void Transports_know_only_the_contracts() => KnowOnly("Transports", "Transports");

    [Fact]
    public void Rooms_never_know_sessions_or_transports() => KnowOnly("Rooms", "Diagnostics", "Lines");

    [Fact]
    public void Sessions_never_know_a_concrete_room_or_transport() => KnowOnly("Sessions", "Sessions", "Diagnostics", "Lines");

    [Fact]
    public void Commands_and_metrics_know_only_the_contracts()
    {
        KnowOnly("Commands");
        KnowOnly("Diagnostics");
    }

    [Fact]
    public void Dialects_know_only_the_contracts_and_what_text_is() => KnowOnly("Dialects", "Lines");

    [Fact]
    public void Every_folder_has_its_rule() =>
        Assert.Equal(["Commands", "DependencyInjection", "Diagnostics", "Dialects", "Lines", "Rooms", "Sessions", "Transports"], Folders.Order(StringComparer.Ordinal));

    [Fact]
    public void Public_types_live_in_the_namespaces_that_users_import()
    {
        foreach (var type in typeof(LineChatOptions).Assembly.GetExportedTypes())
        {
            Assert.True(type.Namespace == "LineChat", $"{type} is public");
        }
    }

    [Fact]
    public void Types_in_a_namespace_of_a_folder_stand_in_that_folder()
    {
        foreach (string folder in Folders)
        {
            foreach (string file in SourcesOf(folder))
            {
                string declared = NamespaceLine().Match(File.ReadAllText(file)).Groups[1].Value;
                Assert.True(declared == "LineChat" || declared == $"LineChat.{folder}", $"{file} is in {declared}");
            }
        }
    }

    [Fact]
    public void Nothing_asks_what_time_it_is_but_to_tell_when_something_happened()
    {
        foreach (string file in Directory.GetFiles(Core, "*.cs", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) is "ChatCore.cs" or "Mute.cs" or "MuteCommand.cs") continue; // for events, on which nothing depends, and for who is muted until a time of that clock
            string source = File.ReadAllText(file);
            foreach (string clock in (string[])["GetUtcNow", "GetLocalNow", "DateTime.", "DateTimeOffset.Now", "DateTimeOffset.UtcNow"]) Assert.False(source.Contains(clock, StringComparison.Ordinal), $"{file} asks {clock}");
        }
    }

    // They ask ICU, which the process may lack, or data of another version of Unicode than those of Lines/UnicodeData.g.cs.
    [Theory]
    [InlineData(@"\.(?:Is)?Normalize(?:d)?\(", "Normalization")]
    [InlineData(@"(?<!UnicodeText|Ascii)\.To(?:Upper|Lower)(?:Invariant)?\(", "UnicodeText")]
    [InlineData(@"\bCultureInfo\.(?!InvariantCulture)", "CultureInfo.InvariantCulture")]
    [InlineData(@"\bString(?:Comparison|Comparer)\.(?!Ordinal)|\bCompareInfo\b|\bTextInfo\b", "Ordinal")]
    [InlineData(@"\b(?:Rune|char|CharUnicodeInfo)\.(?:GetUnicodeCategory|Is(?:Letter|Digit|Number|Upper|Lower|Punctuation|Symbol|Separator))", "UnicodeProperties")]
    public void Text_is_read_by_tables_of_the_librarys_own(string forbidden, string instead)
    {
        foreach (string file in Directory.GetFiles(Core, "*.cs", SearchOption.AllDirectories))
        {
            var match = Regex.Match(File.ReadAllText(file), forbidden);
            Assert.False(match.Success, $"{file} calls {match.Value}: use {instead}.");
        }
    }

    // Beyond Latin letters OrdinalIgnoreCase asks ICU, or not, as the process is made; for the names of settings it is good enough.
    [Theory]
    [InlineData("Commands")]
    [InlineData("Lines")]
    [InlineData("Rooms")]
    [InlineData("Sessions")]
    public void What_clients_type_is_compared_by_these_tables_too(string folder) =>
        Assert.All(SourcesOf(folder), file => Assert.DoesNotContain("OrdinalIgnoreCase", File.ReadAllText(file), StringComparison.Ordinal));

    // What only does something later, and ends nothing, may be late.
    [Fact]
    public void Every_time_limit_looks_twice()
    {
        foreach (string file in Directory.GetFiles(Core, "*.cs", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) is "TimeLimit.cs" or "Farewell.cs") continue;
            foreach (Match match in TimeLimitOfAnotherKind().Matches(File.ReadAllText(file)))
            {
                Assert.True(match.Value is "received.WaitAsync(delay, services.Time" or "farewell.WaitAsync(share, Time", $"{file}: {match.Value}");
            }
        }
    }

    [Fact]
    public void The_library_needs_four_packages_and_no_other()
    {
        var project = XDocument.Load(Path.Combine(Core, "LineChat.Core.csproj"));
        Assert.Equal(
            [
                "Microsoft.CodeAnalysis.PublicApiAnalyzers",
                "Microsoft.Extensions.DependencyInjection.Abstractions",
                "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Logging.Abstractions",
                "Microsoft.Extensions.Options",
            ],
            project.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!).Order(StringComparer.Ordinal));
        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
        var analyzers = project.Descendants("PackageReference").Single(reference => (string?)reference.Attribute("Include") == "Microsoft.CodeAnalysis.PublicApiAnalyzers");
        Assert.Equal("all", (string?)analyzers.Attribute("PrivateAssets"));
    }

    [Fact]
    public void Each_file_with_unsafe_code_is_in_the_design_with_the_reason_and_no_other()
    {
        string design = File.ReadAllText(Path.Combine(Repository.Root, "docs", "design.md"));
        string section = design[design.IndexOf("## Unsafe code", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];
        var named = SourceFile().Matches(section).Select(match => match.Groups[1].Value);
        var found = Directory.GetFiles(Core, "*.cs", SearchOption.AllDirectories)
            .Where(file => UnsafeCode().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Core, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal));
        Assert.Equal(found.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static void KnowOnly(string folder, params string[] allowed)
    {
        string[] sources = SourcesOf(folder);
        Assert.NotEmpty(sources);
        foreach (string file in sources) Knows(file, [.. allowed, folder]);
    }

    private static void Knows(string file, string[] allowed)
    {
        foreach (string line in File.ReadLines(file))
        {
            if (line.TrimStart().StartsWith("//", StringComparison.Ordinal) || NamespaceLine().IsMatch(line)) continue;
            foreach (Match match in QualifiedName().Matches(line))
            {
                string known = match.Groups[1].Value;
                Assert.False(Folders.Contains(known) && !allowed.Contains(known), $"{file} knows {known}: {line.Trim()}");
            }
        }
    }

    private static string[] SourcesOf(string folder) => Directory.GetFiles(Path.Combine(Core, folder), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"CancelAfter|new CancellationTokenSource\([^)]|CancellationTokenSource \w+ = new\([^)]|\w+\.WaitAsync\([^()]*[tT]ime\b")]
    private static partial Regex TimeLimitOfAnotherKind();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    // "using LineChat.Rooms;", "LineChat.Rooms.Member", and "Rooms.Member", which a namespace beneath LineChat needs no using for.
    [GeneratedRegex(@"(?:LineChat\.|(?<![\w.]))(\w+)(?=;|\.[A-Z])")]
    private static partial Regex QualifiedName();

    [GeneratedRegex(@"^(?!\s*///?).*(?:\bunsafe\b|\bUnsafe\.|\b(?:Memory|Collections)Marshal\.|AllocateUninitializedArray|SkipLocalsInit|UnsafeAccessor)", RegexOptions.Multiline)]
    private static partial Regex UnsafeCode();

    [GeneratedRegex(@"^\| `([\w/.]+\.cs)` \|", RegexOptions.Multiline)]
    private static partial Regex SourceFile();
}
