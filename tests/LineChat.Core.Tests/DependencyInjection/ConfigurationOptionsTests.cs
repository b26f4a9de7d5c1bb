using System.Text;
using LineChat.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LineChat.Tests.DependencyInjection;

public sealed class ConfigurationOptionsTests
{
    public static TheoryData<string, Func<LineChatOptions, int>> Numbers => new()
    {
        { "Tcp:Backlog", options => options.Tcp.Backlog },
        { "Limits:MaxConnections", options => options.Limits.MaxConnections },
        { "Limits:MaxConnectionsPerAddress", options => options.Limits.MaxConnectionsPerAddress },
        { "Limits:MaxSignOnTries", options => options.Limits.MaxSignOnTries },
        { "Limits:MaxNicknameLength", options => options.Limits.MaxNicknameLength },
        { "Limits:MaxLineLength", options => options.Limits.MaxLineLength },
        { "Limits:MaxUnterminatedInput", options => options.Limits.MaxUnterminatedInput },
        { "Limits:LinesPerSecond", options => options.Limits.LinesPerSecond },
        { "Limits:LineBurst", options => options.Limits.LineBurst },
        { "Limits:BytesPerSecond", options => options.Limits.BytesPerSecond },
        { "Limits:ByteBurst", options => options.Limits.ByteBurst },
        { "Limits:ConnectionsPerSecondPerAddress", options => options.Limits.ConnectionsPerSecondPerAddress },
        { "Limits:SignOnsPerSecondPerAddress", options => options.Limits.SignOnsPerSecondPerAddress },
        { "Limits:LinesPerSecondPerAddress", options => options.Limits.LinesPerSecondPerAddress },
        { "Limits:BytesPerSecondPerAddress", options => options.Limits.BytesPerSecondPerAddress },
        { "Log:HistoryLines", options => options.Log.HistoryLines },
        { "Log:MaxSize", options => options.Log.MaxSize },
        { "Limits:MaxOwedReplies", options => options.Limits.MaxOwedReplies },
    };

    public static TheoryData<string, Func<LineChatOptions, TimeSpan>> Times => new()
    {
        { "Limits:SignOnTimeout", options => options.Limits.SignOnTimeout },
        { "Limits:StallTimeout", options => options.Limits.StallTimeout },
        { "Limits:FilterTimeout", options => options.Limits.FilterTimeout },
        { "Limits:FlushTimeout", options => options.Limits.FlushTimeout },
    };

    [Fact]
    public void Without_configuration_the_defaults_stay()
    {
        foreach (var configuration in (IConfiguration?[])[null, Configuration(), Configuration(("Other:Tcp:Backlog", "7"))])
        {
            var options = new LineChatOptions();
            new ConfigurationOptions(new(null), configuration, []).Configure(options);
            Assert.Equal(1024, options.Tcp.Backlog);
            Assert.Empty(options.Listen);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Each_number_is_read(string setting, Func<LineChatOptions, int> read)
    {
        Assert.Equal(71, read(Read(($"LineChat:{setting}", "71"))));
        Assert.Equal(-71, read(Read(($"linechat:{setting.ToUpperInvariant()}", "-71"))));
        foreach (string wrong in (string[])["", "many", "7.5", "1e3", "1,000", "0x10", "99999999999"])
        {
            Assert.Equal([$"LineChat:{setting} is \"{wrong}\"; write a whole number."], Failures(($"LineChat:{setting}", wrong)));
        }
    }

    [Fact]
    public void A_choice_of_two_is_true_or_false()
    {
        Assert.True(new LineChatOptions().Tcp.UseIoUring);
        Assert.False(new LineChatOptions().Tcp.UnsafeInlineSessions);
        Assert.True(Read(("LineChat:Tcp:UnsafeInlineSessions", "true")).Tcp.UnsafeInlineSessions);
        Assert.False(Read(("LineChat:Tcp:UseIoUring", "False")).Tcp.UseIoUring);
        Assert.True(Read(("LineChat:Tcp:UseIoUring", "true")).Tcp.UseIoUring);
        Assert.Equal(["LineChat:Tcp:UseIoUring is \"0\"; write true or false."], Failures(("LineChat:Tcp:UseIoUring", "0")));
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Each_time_is_read_as_seconds_or_as_hours_minutes_and_seconds(string setting, Func<LineChatOptions, TimeSpan> read)
    {
        Assert.Equal(TimeSpan.FromSeconds(90), read(Read(($"LineChat:{setting}", "90"))));
        Assert.Equal(TimeSpan.FromSeconds(1.5), read(Read(($"LineChat:{setting}", "1.5"))));
        Assert.Equal(TimeSpan.Zero, read(Read(($"LineChat:{setting}", "0"))));
        Assert.Equal(new TimeSpan(1, 2, 3), read(Read(($"LineChat:{setting}", "01:02:03"))));
        foreach (string wrong in (string[])["", "soon", "1 s", "NaN", "Infinity", "1e99", "1,5", "-"])
        {
            Assert.Equal([$"LineChat:{setting} is \"{wrong}\"; write a number of seconds, or hh:mm:ss."], Failures(($"LineChat:{setting}", wrong)));
        }
    }

    [Fact]
    public void Every_option_can_be_configured()
    {
        // Whatever property there is, its name is a setting: a misspelt value of it is a wrong value and not an unknown setting.
        foreach (var property in typeof(LineChatOptions).GetProperties())
        {
            Expect(property.Name);
            if (property.PropertyType.Namespace != nameof(LineChat) || property.PropertyType == typeof(ChatDialect)) continue;
            foreach (var setting in property.PropertyType.GetProperties()) Expect($"{property.Name}:{setting.Name}");
        }

        static void Expect(string setting) =>
            Assert.DoesNotContain(Failures(($"LineChat:{setting}", "?")), failure => failure.StartsWith("Unknown", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Cut", LongLinePolicy.Cut)]
    [InlineData("refuse", LongLinePolicy.Refuse)]
    [InlineData("SPLIT", LongLinePolicy.Split)]
    [InlineData("Disconnect", LongLinePolicy.Disconnect)]
    public void What_is_done_with_long_lines_is_read(string value, LongLinePolicy expected) => Assert.Equal(expected, Read(("LineChat:Limits:LongLines", value)).Limits.LongLines);

    [Theory]
    [InlineData("")]
    [InlineData("Wrap")]
    [InlineData("7")]
    public void Anything_else_for_long_lines_is_refused(string wrong) =>
        Assert.Equal([$"LineChat:Limits:LongLines is \"{wrong}\"; write Cut or Refuse or Split or Disconnect."], Failures(("LineChat:Limits:LongLines", wrong)));

    [Fact]
    public void Addresses_are_read_from_an_array() =>
        Assert.Equal(["127.0.0.1:1", "[::1]:2"], Read(("LineChat:Listen:0", "127.0.0.1:1"), ("LineChat:Listen:1", "[::1]:2")).Listen);

    [Theory]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1:1,[::1]:2")]
    [InlineData(" 127.0.0.1:1 , [::1]:2 ")]
    public void Addresses_are_read_from_a_list_with_commas(string value) =>
        Assert.Equal(value.Split(',').Select(address => address.Trim()), Read(("LineChat:Listen", value)).Listen);

    [Theory]
    [InlineData("""{ "LineChat": { "Listen": [] } }""")]
    [InlineData("""{ "LineChat": { "Listen": "" } }""")]
    [InlineData("""{ "LineChat": { "Listen": null } }""")]
    public void An_empty_list_of_addresses_is_empty(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var options = new LineChatOptions();
        new ConfigurationOptions(new(null), new ConfigurationBuilder().AddJsonStream(stream).Build(), []).Configure(options);
        Assert.Empty(options.Listen);
    }

    [Fact]
    public void Templates_are_read_by_the_names_of_their_kinds()
    {
        var dialect = Read(("LineChat:Dialect:Arrived", "hi {nick}"), ("LineChat:Dialect:left", "")).Dialect;
        Assert.Equal("hi {nick}", dialect[ChatMessageKind.Arrived]);
        Assert.Equal("", dialect[ChatMessageKind.Left]);
        Assert.Equal("{nick}> {text}", dialect[ChatMessageKind.Said]);
    }

    [Fact]
    public void An_unknown_template_is_refused_with_those_that_there_are()
    {
        string failure = Assert.Single(Failures(("LineChat:Dialect:Greeting", "hi")));
        Assert.StartsWith("LineChat:Dialect has a wrong setting: Greeting is no setting of a dialect; there are Language, Listen, ", failure, StringComparison.Ordinal);
        Assert.EndsWith($", and the templates {string.Join(", ", Enum.GetNames<ChatMessageKind>())}.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dialect_is_read_by_its_name_and_what_is_different_goes_before_it()
    {
        var options = Read(("LineChat:Limits:MaxConnections", "5"), ("LineChat:Dialect", "d"), ("LineChat:Dialect:Left", "{nick} is gone"), ("LineChat:Dialect:LeaveWords:0", "bye"));
        var expected = ChatDialect.Load("d");
        Assert.Equal(60, expected.MaxConnections);
        Assert.Equal(5, options.Limits.MaxConnections);
        Assert.Equal(expected[ChatMessageKind.Prompt], options.Dialect[ChatMessageKind.Prompt]);
        Assert.Equal("{nick} is gone", options.Dialect[ChatMessageKind.Left]);
        Assert.Equal(["bye"], options.Dialect.LeaveWords);
        Assert.Equal(60, Read(("LineChat:Dialect", "d")).Limits.MaxConnections);
        Assert.Equal(61, Read(("LineChat:Dialect", "d"), ("LineChat:Dialect:MaxConnections", "61")).Limits.MaxConnections);
        Assert.Equal(300, Read(("LineChat:Dialect:MaxLineLength", "300")).Limits.MaxLineLength);
        Assert.Empty(Read(("LineChat:Dialect", "d"), ("LineChat:Dialect:LeaveWords", "")).Dialect.LeaveWords);
    }

    [Theory]
    [InlineData("elvish", "LineChat:Dialect can't be \"elvish\": There is no dialect \"elvish\"; there are ada, ")]
    [InlineData("/nowhere/my.json", "LineChat:Dialect can't be \"/nowhere/my.json\": Could not find ")]
    public void A_dialect_that_can_not_be_read_is_named(string value, string failure) =>
        Assert.StartsWith(failure, Assert.Single(Failures(("LineChat:Dialect", value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("MaxConnections", "Limits:MaxConnections")]
    [InlineData("stalltimeout", "Limits:StallTimeout")]
    [InlineData("Backlog", "Tcp:Backlog")]
    [InlineData("UseIoUring", "Tcp:UseIoUring")]
    [InlineData("InlineSessions", "Tcp:UnsafeInlineSessions")]
    [InlineData("MaxLogSize", "Log:MaxSize")]
    [InlineData("HistoryLines", "Log:HistoryLines")]
    [InlineData("Rooms:TopicSetters", "Rooms:TopicPolicy")]
    [InlineData("Rooms:Configured:dev:Topic", "Rooms:Permanent")]
    public void A_setting_that_moved_is_refused_with_its_new_name(string old, string now)
    {
        string path = old.Replace(":dev:Topic", "", StringComparison.Ordinal);
        Assert.Equal([$"Unknown setting LineChat:{path}. Did you mean LineChat:{now}?"], Failures(($"LineChat:{old}", "5")));
    }

    [Theory]
    [InlineData("Backlogg", "Did you mean LineChat:Tcp:Backlog?")]
    [InlineData("Tcp:Baklog", "Did you mean LineChat:Tcp:Backlog?")]
    [InlineData("Tcp:MaxConnections", "Did you mean LineChat:Limits:MaxConnections?")]
    [InlineData("Limit", "Did you mean LineChat:Limits?")]
    [InlineData("Lisen", "Did you mean LineChat:Listen?")]
    [InlineData("Colour", "There are Listen, Dialect, Limits, Tcp, Log, Rooms.")]
    [InlineData("Log:Colour", "There are MaxSize, HistoryLines.")]
    public void An_unknown_setting_is_refused_with_what_may_have_been_meant(string setting, string remedy) =>
        Assert.Equal([$"Unknown setting LineChat:{setting}. {remedy}"], Failures(($"LineChat:{setting}", "7")));

    [Fact]
    public void Rooms_are_read_with_their_topics()
    {
        var rooms = Read(
            ("LineChat:Rooms:Lobby", "hall"),
            ("LineChat:Rooms:MaxRooms", "7"),
            ("LineChat:Rooms:MaxNameLength", "8"),
            ("LineChat:Rooms:TopicPolicy", "host"),
            ("LineChat:Rooms:Permanent:dev:Topic", "What we build"),
            ("LineChat:Rooms:Permanent:dev:HistoryLines", "20")).Rooms;
        Assert.Equal(("hall", 7, 8, TopicPolicy.Host), (rooms.Lobby, rooms.MaxRooms, rooms.MaxNameLength, rooms.TopicPolicy));
        Assert.Equal(("What we build", 20), (rooms.Permanent["DEV"].Topic, rooms.Permanent["DEV"].HistoryLines));
    }

    [Theory]
    [InlineData("Rooms", "5", "LineChat:Rooms is \"5\"; write the settings below it: Lobby, MaxRooms, MaxNameLength, TopicPolicy, Permanent.")]
    [InlineData("Rooms:Most", "5", "Unknown setting LineChat:Rooms:Most. There are Lobby, MaxRooms, MaxNameLength, TopicPolicy, Permanent.")]
    [InlineData("Rooms:MaxRooms", "many", "LineChat:Rooms:MaxRooms is \"many\"; write a whole number.")]
    [InlineData("Rooms:TopicPolicy", "Me", "LineChat:Rooms:TopicPolicy is \"Me\"; write Everybody or Operators or Host.")]
    [InlineData("Rooms:Permanent", "dev", "LineChat:Rooms:Permanent is \"dev\"; write the names of rooms, and the settings of each below it: Topic, HistoryLines.")]
    [InlineData("Rooms:Permanent:0", "dev", "LineChat:Rooms:Permanent:0 is \"dev\"; write the settings of the room below it: Topic, HistoryLines.")]
    [InlineData("Rooms:Permanent:dev:Topics", "x", "Unknown setting LineChat:Rooms:Permanent:dev:Topics. Did you mean LineChat:Rooms:Permanent:dev:Topic?")]
    public void What_is_wrong_with_rooms_is_named(string setting, string value, string failure) => Assert.Equal([failure], Failures(($"LineChat:{setting}", value)));

    [Fact]
    public void All_that_is_wrong_is_named_at_once() =>
        Assert.Equal(3, Failures(("LineChat:Backlogg", "7"), ("LineChat:Tcp:Backlog", "x"), ("LineChat:Limits:StallTimeout", "x")).Count());

    private static LineChatOptions Read(params (string Key, string Value)[] settings)
    {
        var options = new LineChatOptions();
        new ConfigurationOptions(new(null), Configuration(settings), []).Configure(options);
        return options;
    }

    private static IEnumerable<string> Failures(params (string Key, string Value)[] settings)
    {
        try
        {
            Read(settings);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
}
