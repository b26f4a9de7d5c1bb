using LineChat.DependencyInjection;

namespace LineChat.Tests.DependencyInjection;

public sealed class LineChatOptionsValidatorTests
{
    private static readonly Dictionary<string, Action<LineChatOptions, int>> Numbers = new()
    {
        ["Tcp:Backlog"] = (options, value) => options.Tcp.Backlog = value,
        ["Limits:MaxConnections"] = (options, value) => options.Limits.MaxConnections = value,
        ["Limits:MaxConnectionsPerAddress"] = (options, value) => options.Limits.MaxConnectionsPerAddress = value,
        ["Limits:MaxSignOnTries"] = (options, value) => options.Limits.MaxSignOnTries = value,
        ["Limits:MaxNicknameLength"] = (options, value) => options.Limits.MaxNicknameLength = value,
        ["Limits:MaxLineLength"] = (options, value) =>
        {
            options.Limits.MaxLineLength = value;
            options.Limits.MaxUnterminatedInput = Math.Max(value, options.Limits.MaxUnterminatedInput);
        },
        ["Limits:MaxUnterminatedInput"] = (options, value) => options.Limits.MaxUnterminatedInput = value,
        ["Limits:LinesPerSecond"] = (options, value) => options.Limits.LinesPerSecond = value,
        ["Limits:LineBurst"] = (options, value) => options.Limits.LineBurst = value,
        ["Limits:BytesPerSecond"] = (options, value) => options.Limits.BytesPerSecond = value,
        ["Limits:ByteBurst"] = (options, value) => options.Limits.ByteBurst = value,
        ["Limits:ConnectionsPerSecondPerAddress"] = (options, value) => options.Limits.ConnectionsPerSecondPerAddress = value,
        ["Limits:SignOnsPerSecondPerAddress"] = (options, value) => options.Limits.SignOnsPerSecondPerAddress = value,
        ["Limits:LinesPerSecondPerAddress"] = (options, value) => options.Limits.LinesPerSecondPerAddress = value,
        ["Limits:BytesPerSecondPerAddress"] = (options, value) => options.Limits.BytesPerSecondPerAddress = value,
        ["Log:HistoryLines"] = (options, value) => options.Log.HistoryLines = value,
        ["Log:MaxSize"] = (options, value) => options.Log.MaxSize = value,
        ["Limits:MaxOwedReplies"] = (options, value) => options.Limits.MaxOwedReplies = value,
    };

    private static readonly Dictionary<string, Action<LineChatOptions, TimeSpan>> Times = new()
    {
        ["Limits:SignOnTimeout"] = (options, value) => options.Limits.SignOnTimeout = value,
        ["Limits:StallTimeout"] = (options, value) => options.Limits.StallTimeout = value,
        ["Limits:FilterTimeout"] = (options, value) => options.Limits.FilterTimeout = value,
        ["Limits:FlushTimeout"] = (options, value) => options.Limits.FlushTimeout = value,
    };

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Failures(new()));

    [Theory]
    [InlineData("Tcp:Backlog", 1, 65_535, "from 1 to 65,535.")]
    [InlineData("Limits:MaxConnections", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("Limits:MaxConnectionsPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("Limits:MaxSignOnTries", 0, 1000, "from 0 to 1,000 (0: no limit).")]
    [InlineData("Limits:MaxNicknameLength", 1, 255, "from 1 to 255.")]
    [InlineData("Limits:MaxLineLength", 16, 65_536, "from 16 to 65,536.")]
    [InlineData("Limits:MaxUnterminatedInput", 4096, 1_048_576, "from 4,096 to 1,048,576.")]
    [InlineData("Limits:LinesPerSecond", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("Limits:LineBurst", 1, 1_000_000, "from 1 to 1,000,000.")]
    [InlineData("Limits:BytesPerSecond", 0, 1_073_741_824, "from 0 to 1,073,741,824 (0: no limit).")]
    [InlineData("Limits:ByteBurst", 1, 1_073_741_824, "from 1 to 1,073,741,824.")]
    [InlineData("Limits:ConnectionsPerSecondPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("Limits:SignOnsPerSecondPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("Limits:LinesPerSecondPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("Limits:BytesPerSecondPerAddress", 0, 1_073_741_824, "from 0 to 1,073,741,824 (0: no limit).")]
    [InlineData("Log:HistoryLines", 0, 10_000, "from 0 to 10,000.")]
    [InlineData("Log:MaxSize", 65_536, 1_073_741_824, "from 65,536 to 1,073,741,824.")]
    [InlineData("Limits:MaxOwedReplies", 1024, 16_777_216, "from 1,024 to 16,777,216.")]
    public void A_number_has_its_bounds(string setting, int least, int most, string remedy)
    {
        Assert.Empty(With(least));
        Assert.Empty(With(most));
        Assert.Equal([$"LineChat:{setting} is {least - 1}; it must be a whole number {remedy}"], With(least - 1));
        Assert.Equal([$"LineChat:{setting} is {most + 1}; it must be a whole number {remedy}"], With(most + 1));

        IEnumerable<string> With(int value)
        {
            var options = new LineChatOptions();
            Numbers[setting](options, value);
            return Failures(options);
        }
    }

    [Theory]
    [InlineData("Limits:SignOnTimeout", 86_400, "from 0 to 86,400 seconds (0: no limit).")]
    [InlineData("Limits:StallTimeout", 86_400, "from 0 to 86,400 seconds (0: no limit).")]
    [InlineData("Limits:FilterTimeout", 3600, "from 0 to 3,600 seconds (0: no limit).")]
    [InlineData("Limits:FlushTimeout", 3600, "from 0 to 3,600 seconds (0: give up at once).")]
    public void A_time_has_its_bounds(string setting, int most, string remedy)
    {
        Assert.Empty(With(TimeSpan.Zero));
        Assert.Empty(With(TimeSpan.FromSeconds(most)));
        foreach (var wrong in (TimeSpan[])[TimeSpan.FromTicks(-1), TimeSpan.FromSeconds(most) + TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan])
        {
            Assert.Equal([$"LineChat:{setting} is {wrong}; it must be a time {remedy}"], With(wrong));
        }

        IEnumerable<string> With(TimeSpan value)
        {
            var options = new LineChatOptions();
            Times[setting](options, value);
            return Failures(options);
        }
    }

    [Fact]
    public void Unterminated_input_may_be_no_shorter_than_a_line()
    {
        Assert.Empty(Failures(new() { Limits = { MaxLineLength = 20_000, MaxUnterminatedInput = 20_000 } }));
        Assert.Equal(
            ["LineChat:Limits:MaxUnterminatedInput is 16384; it must be a whole number from 20,000 to 1,048,576."],
            Failures(new() { Limits = { MaxLineLength = 20_000 } }));
    }

    [Fact]
    public void What_is_done_with_long_lines_is_one_of_four()
    {
        Assert.Empty(Failures(new() { Limits = { LongLines = LongLinePolicy.Refuse } }));
        Assert.Equal(["LineChat:Limits:LongLines is 7; it must be Cut or Refuse or Split or Disconnect."], Failures(new() { Limits = { LongLines = (LongLinePolicy)7 } }));
    }

    [Fact]
    public void Each_wrong_address_is_named()
    {
        var options = new LineChatOptions { Listen = { "127.0.0.1:4004", "here", "[::1]:0", "there:1" } };
        Assert.Collection(
            Failures(options),
            failure => Assert.StartsWith("LineChat:Listen: \"here\" is no address to listen on; write ADDRESS:PORT", failure, StringComparison.Ordinal),
            failure => Assert.StartsWith("LineChat:Listen: \"there:1\" is no address to listen on; write ADDRESS:PORT", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Rooms_that_cannot_be_opened_are_named()
    {
        Assert.Equal(["LineChat:Rooms:MaxRooms is 0; it must be a whole number from 1 to 10,000."], Failures(new() { Rooms = { MaxRooms = 0 } }));
        Assert.Equal(["LineChat:Rooms:Lobby is not a valid name for a room: A name needs letters."], Failures(new() { Rooms = { Lobby = "" } }));
        Assert.Equal(["LineChat:Rooms:Permanent:L0bby looks like the room lobby; write another name."], Failures(new() { Rooms = { Permanent = { ["L0bby"] = new() } } }));
        Assert.Equal(["LineChat:Rooms:MaxRooms is 1; with the lobby 2 rooms are permanent, so it must be at least that."], Failures(new() { Rooms = { MaxRooms = 1, Permanent = { ["dev"] = new() } } }));
        Assert.Equal(["LineChat:Rooms:Permanent:dev:HistoryLines is -1; it must be a whole number from 0 to 10,000."], Failures(new() { Rooms = { Permanent = { ["dev"] = new() { HistoryLines = -1 } } } }));
        Assert.Empty(Failures(new() { Rooms = { Permanent = { ["Lobby"] = new() { Topic = "Everything" } } } }));
    }

    [Fact]
    public void A_wrong_template_is_named()
    {
        var options = new LineChatOptions { Dialect = { [ChatMessageKind.Arrived] = "{nik}" } };
        Assert.Equal(
            ["LineChat:Dialect:Arrived is wrong: {nik} in \"{nik}\" is no placeholder; there are {nick}, {nick:q}, {other}, {other:q}, {text}, {names}, {count}, {count:d}, {number}, {room}, and {{ is a brace."],
            Failures(options));
    }

    [Fact]
    public void The_question_for_a_name_may_not_be_empty_but_other_words_may()
    {
        Assert.Empty(Failures(new() { Dialect = { [ChatMessageKind.Arrived] = "" } }));
        Assert.Equal(["LineChat:Dialect:Prompt is empty; write what asks for a name."], Failures(new() { Dialect = { [ChatMessageKind.Prompt] = "" } }));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once() =>
        Assert.Equal(3, Failures(new() { Tcp = { Backlog = 0 }, Limits = { LineBurst = 0 }, Listen = { "here" } }).Count());

    private static IEnumerable<string> Failures(LineChatOptions options) => new LineChatOptionsValidator(new(null)).Validate("", options).Failures ?? [];
}
