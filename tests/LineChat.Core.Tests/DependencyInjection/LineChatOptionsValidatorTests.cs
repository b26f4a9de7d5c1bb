using LineChat.DependencyInjection;

namespace LineChat.Tests.DependencyInjection;

public sealed class LineChatOptionsValidatorTests
{
    private static readonly Dictionary<string, Action<LineChatOptions, int>> Numbers = new()
    {
        ["Backlog"] = (options, value) => options.Backlog = value,
        ["MaxConnections"] = (options, value) => options.MaxConnections = value,
        ["MaxConnectionsPerAddress"] = (options, value) => options.MaxConnectionsPerAddress = value,
        ["MaxSignOnTries"] = (options, value) => options.MaxSignOnTries = value,
        ["MaxNicknameLength"] = (options, value) => options.MaxNicknameLength = value,
        ["MaxLineLength"] = (options, value) =>
        {
            options.MaxLineLength = value;
            options.MaxUnterminatedInput = Math.Max(value, options.MaxUnterminatedInput);
        },
        ["MaxUnterminatedInput"] = (options, value) => options.MaxUnterminatedInput = value,
        ["LinesPerSecond"] = (options, value) => options.LinesPerSecond = value,
        ["LineBurst"] = (options, value) => options.LineBurst = value,
        ["BytesPerSecond"] = (options, value) => options.BytesPerSecond = value,
        ["ByteBurst"] = (options, value) => options.ByteBurst = value,
        ["ConnectionsPerSecondPerAddress"] = (options, value) => options.ConnectionsPerSecondPerAddress = value,
        ["SignOnsPerSecondPerAddress"] = (options, value) => options.SignOnsPerSecondPerAddress = value,
        ["LinesPerSecondPerAddress"] = (options, value) => options.LinesPerSecondPerAddress = value,
        ["BytesPerSecondPerAddress"] = (options, value) => options.BytesPerSecondPerAddress = value,
        ["HistoryLines"] = (options, value) => options.HistoryLines = value,
        ["MaxLogSize"] = (options, value) => options.MaxLogSize = value,
        ["MaxOwedReplies"] = (options, value) => options.MaxOwedReplies = value,
    };

    private static readonly Dictionary<string, Action<LineChatOptions, TimeSpan>> Times = new()
    {
        ["SignOnTimeout"] = (options, value) => options.SignOnTimeout = value,
        ["StallTimeout"] = (options, value) => options.StallTimeout = value,
        ["FlushTimeout"] = (options, value) => options.FlushTimeout = value,
    };

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Failures(new()));

    [Theory]
    [InlineData("Backlog", 1, 65_535, "from 1 to 65,535.")]
    [InlineData("MaxConnections", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("MaxConnectionsPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("MaxSignOnTries", 0, 1000, "from 0 to 1,000 (0: no limit).")]
    [InlineData("MaxNicknameLength", 1, 255, "from 1 to 255.")]
    [InlineData("MaxLineLength", 16, 65_536, "from 16 to 65,536.")]
    [InlineData("MaxUnterminatedInput", 4096, 1_048_576, "from 4,096 to 1,048,576.")]
    [InlineData("LinesPerSecond", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("LineBurst", 1, 1_000_000, "from 1 to 1,000,000.")]
    [InlineData("BytesPerSecond", 0, 1_073_741_824, "from 0 to 1,073,741,824 (0: no limit).")]
    [InlineData("ByteBurst", 1, 1_073_741_824, "from 1 to 1,073,741,824.")]
    [InlineData("ConnectionsPerSecondPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("SignOnsPerSecondPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("LinesPerSecondPerAddress", 0, 1_000_000, "from 0 to 1,000,000 (0: no limit).")]
    [InlineData("BytesPerSecondPerAddress", 0, 1_073_741_824, "from 0 to 1,073,741,824 (0: no limit).")]
    [InlineData("HistoryLines", 0, 10_000, "from 0 to 10,000.")]
    [InlineData("MaxLogSize", 65_536, 1_073_741_824, "from 65,536 to 1,073,741,824.")]
    [InlineData("MaxOwedReplies", 1024, 16_777_216, "from 1,024 to 16,777,216.")]
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
    [InlineData("SignOnTimeout", 86_400, "from 0 to 86,400 seconds (0: no limit).")]
    [InlineData("StallTimeout", 86_400, "from 0 to 86,400 seconds (0: no limit).")]
    [InlineData("FlushTimeout", 3600, "from 0 to 3,600 seconds (0: give up at once).")]
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
        Assert.Empty(Failures(new() { MaxLineLength = 20_000, MaxUnterminatedInput = 20_000 }));
        Assert.Equal(
            ["LineChat:MaxUnterminatedInput is 16384; it must be a whole number from 20,000 to 1,048,576."],
            Failures(new() { MaxLineLength = 20_000 }));
    }

    [Fact]
    public void What_is_done_with_long_lines_is_one_of_four()
    {
        Assert.Empty(Failures(new() { LongLines = LongLinePolicy.Refuse }));
        Assert.Equal(["LineChat:LongLines is 7; it must be Cut or Refuse or Split or Disconnect."], Failures(new() { LongLines = (LongLinePolicy)7 }));
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
        Assert.Equal(["LineChat:Rooms:Lobby is no name for a room: A name needs letters."], Failures(new() { Rooms = { Lobby = "" } }));
        Assert.Equal(["LineChat:Rooms:Configured:L0bby looks like the room lobby; write another name."], Failures(new() { Rooms = { Configured = { ["L0bby"] = new() } } }));
        Assert.Equal(["LineChat:Rooms:MaxRooms is 1; with the lobby 2 are configured, so it must be at least that."], Failures(new() { Rooms = { MaxRooms = 1, Configured = { ["dev"] = new() } } }));
        Assert.Equal(["LineChat:Rooms:Configured:dev:HistoryLines is -1; it must be a whole number from 0 to 10,000."], Failures(new() { Rooms = { Configured = { ["dev"] = new() { HistoryLines = -1 } } } }));
        Assert.Empty(Failures(new() { Rooms = { Configured = { ["Lobby"] = new() { Topic = "Everything" } } } }));
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
        Assert.Equal(3, Failures(new() { Backlog = 0, LineBurst = 0, Listen = { "here" } }).Count());

    private static IEnumerable<string> Failures(LineChatOptions options) => new LineChatOptionsValidator().Validate(null, options).Failures ?? [];
}
