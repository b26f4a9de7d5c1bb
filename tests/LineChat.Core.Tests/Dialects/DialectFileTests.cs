using System.Text;
using LineChat.Dialects;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LineChat.Tests.Dialects;

public sealed class DialectFileTests
{
    [Fact]
    public void Whatever_is_not_in_it_is_as_by_default()
    {
        var dialect = Parse("""{ "said": "{nick}: {text}", "Echo": true, "LeaveWords": ["bye", "exit"], "PromptDelay": 0.5, "MaxLineLength": 100, /* so */ }""");
        Assert.Equal("{nick}: {text}", dialect[ChatMessageKind.Said]);
        Assert.Equal(new ChatDialect()[ChatMessageKind.Arrived], dialect[ChatMessageKind.Arrived]);
        Assert.True(dialect.Echo);
        Assert.Equal(["bye", "exit"], dialect.LeaveWords);
        Assert.Equal(TimeSpan.FromSeconds(0.5), dialect.PromptDelay);
        Assert.Equal(100, dialect.MaxLineLength);
        Assert.Null(dialect.MaxConnections);
    }

    [Theory]
    [InlineData("""{ "Said": "{nik}" }""", "my.json: Said is wrong: {nik} in \"{nik}\" is no placeholder; there are {nick}, ")]
    [InlineData("""{ "ListItem": "{" }""", "my.json: ListItem is wrong: { in \"{\" is no placeholder; ")]
    [InlineData("""{ "Prompt": "" }""", "my.json: Prompt is empty; write what asks for a name.")]
    [InlineData("""{ "NicknamePattern": "[a-z" }""", "my.json: NicknamePattern \"[a-z\" is no pattern that can be used; write a .NET regular expression without lookarounds")]
    [InlineData("""{ "NicknamePattern": "(?=a)b" }""", "my.json: NicknamePattern \"(?=a)b\" is no pattern that can be used; write ")]
    [InlineData("""{ "Ecko": true }""", "my.json: Ecko is no setting of a dialect; there are Language, ")]
    [InlineData("""{ "Echo": "maybe" }""", "my.json: Echo is \"maybe\"; write true or false.")]
    [InlineData("""{ "Echo": [true, false] }""", "my.json: Echo is a list; write one value.")]
    [InlineData("""{ "Echo": { } }""", "my.json: Echo is { }; write a text, a number, true or false.")]
    [InlineData("""{ "MaxListed": -1 }""", "my.json: MaxListed is -1; write a whole number from 0 to 1,000,000 (0: all).")]
    [InlineData("""{ "NicknameCut": 2000 }""", "my.json: NicknameCut is 2000; write a whole number from 0 to 1,020 (0: not cut).")]
    [InlineData("""{ "PromptDelay": -1 }""", "my.json: PromptDelay is -00:00:01; write a time from 0 to 86,400 seconds.")]
    [InlineData("""{ "NicknameTrimming": "Left" }""", "my.json: NicknameTrimming is \"Left\"; write None or End or Both.")]
    [InlineData("""{ "LongLines": "5" }""", "my.json: LongLines is \"5\"; write Cut or Refuse or Split or Disconnect.")]
    [InlineData("""{ "SayCommand": "say:" }""", "my.json: SayCommand is \"say:\", which means nothing without NicknameCommand; write both, or none.")]
    [InlineData("""{ "LeaveWords": ["bye", ""] }""", "my.json: LeaveWords has an empty word; write EmptyLineLeaves: true if an empty line is to leave.")]
    [InlineData("""{ "MaxLineLength": 5 }""", "my.json: MaxLineLength is 5; write a whole number from 16 to 65,536.")]
    [InlineData("""{ "MaxConnections": -5 }""", "my.json: MaxConnections is -5; write a whole number from 0 to 1,000,000 (0: no limit).")]
    [InlineData("""{ "MaxNicknameLength": 0 }""", "my.json: MaxNicknameLength is 0; write a whole number from 1 to 255.")]
    [InlineData("""{ "NicknamePattern": "a)|(?:b" }""", "my.json: NicknamePattern \"a)|(?:b\" is no pattern that can be used; ")]
    [InlineData("[]", "my.json is no JSON object; write { \"Said\": \"{nick}: {text}\" }.")]
    [InlineData("{ \"Said\": ", "my.json is no JSON: ")]
    public void A_mistake_is_told_with_its_file_its_setting_and_its_remedy(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_no_UTF8_is_told_so() => Assert.Equal(
        "my.json has text that is no UTF-8; save it as UTF-8.",
        Assert.Throws<FormatException>(() => DialectFile.Parse(Encoding.Latin1.GetBytes("""{ "Said": "ü {text}" }"""), "my.json")).Message);

    [Fact]
    public void A_name_that_is_none_is_told_with_those_that_are() => Assert.StartsWith(
        "There is no dialect \"elvish\"; there are ada, c, ",
        Assert.Throws<FormatException>(() => ChatDialect.Load("elvish")).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task A_dialect_with_a_mistake_in_it_is_refused_at_start()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        await File.WriteAllTextAsync(path, """{ "Said": "{nik}" }""");
        try
        {
            var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => ChatFixture.StartAsync(dialect: path));
            Assert.StartsWith($"{path}: Said is wrong: {{nik}}", Assert.Single(thrown.Failures), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_the_host_sets_goes_before_the_dialect_and_that_before_the_defaults()
    {
        Assert.Equal((2048, LongLinePolicy.Split, 64), Limits(_ => { }));
        Assert.Equal((100, LongLinePolicy.Split, 64), Limits(options => options.Limits.MaxLineLength = 100));

        static (int MaxLineLength, LongLinePolicy LongLines, int MaxConnectionsPerAddress) Limits(Action<LineChatOptions> configure)
        {
            var services = new ServiceCollection();
            services.AddLineChat(configure).UseDialect(new ChatDialect { MaxLineLength = 2048, LongLines = LongLinePolicy.Split });
            using var provider = services.BuildServiceProvider();
            var options = provider.GetRequiredService<IOptions<LineChatOptions>>().Value;
            return (options.Limits.MaxLineLength, options.Limits.LongLines, options.Limits.MaxConnectionsPerAddress);
        }
    }

    [Fact]
    public void Of_two_dialects_the_later_counts_with_nothing_left_of_the_earlier_one()
    {
        var services = new ServiceCollection();
        services.AddLineChat()
            .UseDialect(new ChatDialect { MaxLineLength = 2048, MaxConnections = 7, Echo = true })
            .UseDialect(new ChatDialect { MaxConnections = 8 });
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptions<LineChatOptions>>().Value;
        Assert.Equal((4096, 8, false), (options.Limits.MaxLineLength, options.Limits.MaxConnections, options.Dialect.Echo));
    }

    [Fact]
    public void What_configuration_changes_in_a_dialect_of_the_hosts_own_is_changed_in_a_copy()
    {
        var dialect = new ChatDialect { [ChatMessageKind.Left] = "gone", LeaveWords = { "bye" } };
        var services = new ServiceCollection();
        services.AddLineChat(options =>
        {
            options.Dialect[ChatMessageKind.Left] = "away";
            options.Dialect.LeaveWords.Clear();
        }).UseDialect(dialect);
        using var provider = services.BuildServiceProvider();
        var used = provider.GetRequiredService<IOptions<LineChatOptions>>().Value.Dialect;
        Assert.Equal("away", used[ChatMessageKind.Left]);
        Assert.Empty(used.LeaveWords);
        Assert.Equal("gone", dialect[ChatMessageKind.Left]);
        Assert.Equal(["bye"], dialect.LeaveWords);
    }

    [Fact]
    public void Every_dialect_that_comes_with_it_can_be_read_and_says_where_it_is_from()
    {
        Assert.Equal(21, ChatDialect.Names.Count);
        Assert.All(ChatDialect.Names, name => Assert.NotEmpty(ChatDialect.Load(name.ToUpperInvariant()).Language));
    }

    private static ChatDialect Parse(string json) => DialectFile.Parse(Encoding.UTF8.GetBytes(json), "my.json");
}
