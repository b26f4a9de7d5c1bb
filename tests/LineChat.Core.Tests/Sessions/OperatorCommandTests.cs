using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>What operators type to keep order, and nobody else can.</summary>
public sealed class OperatorCommandTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;
    private MemoryChatClient _op = null!;
    private MemoryChatClient _zoe = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync(options =>
        {
            options.Limits.LinesPerSecond = 0;
            options.Rooms.TopicPolicy = TopicPolicy.Operators;
        });
        _op = _chat.Serve(new() { Nickname = "Op", IsOperator = true }).Client;
        await _op.ExpectLineAsync("Welcome, Op! 1 here: Op. Type /help for commands.");
        _zoe = (await _chat.SignOnAsync("Zoe"))[0];
        await _op.ExpectLineAsync("+++ Zoe arrived +++");
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task Help_shows_them_to_operators_alone()
    {
        string[] commands = ["/kick NAME [REASON]", "/mute NAME [MINUTES]", "/unmute NAME"];
        string[] ofOperators = await HelpAsync(_op);
        string[] ofOthers = await HelpAsync(_zoe);
        Assert.Equal(commands, ofOperators.Except(ofOthers).Select(line => line.Split("  ")[0]));
        Assert.Empty(ofOthers.Except(ofOperators));
    }

    [Theory]
    [InlineData("/kick Op")]
    [InlineData("/kick")]
    [InlineData("/mute Op 5")]
    [InlineData("/unmute Op")]
    public async Task To_others_there_are_no_such_commands(string typed)
    {
        await _zoe.TypeLineAsync(typed);
        await _zoe.ExpectLineAsync($"There is no command {typed.Split(' ')[0]}. Type /help for commands.");
        await _zoe.TypeLineAsync("hello");
        await _op.ExpectLineAsync("Zoe> hello");
        Assert.Null((await _chat.Chat.FindMemberAsync("Op"))!.MutedUntil);
    }

    [Theory]
    [InlineData("/kick zoe", "--- Zoe was removed ---", "*** You were removed from the chat. ***")]
    [InlineData("/kick Zoe  spams and shouts ", "--- Zoe was removed: spams and shouts ---", "*** You were removed from the chat: spams and shouts ***")]
    public async Task An_operator_removes_somebody(string typed, string notice, string told)
    {
        await _op.TypeLineAsync(typed);
        await _op.ExpectLineAsync(notice);
        await _op.ExpectLineAsync("Zoe was removed.");
        await _zoe.ExpectLineAsync(told);
        await _zoe.ExpectClosedAsync();
    }

    [Fact]
    public async Task An_operator_mutes_somebody_in_another_room_and_lifts_it_again()
    {
        await _zoe.TypeLineAsync("/join dev");
        await _zoe.ExpectLineAsync("You are in dev. 1 here: Zoe.");
        await _op.ExpectLineAsync("--- Zoe went to dev ---");
        var zoe = (await _chat.Chat.FindMemberAsync("Zoe"))!;
        await _op.TypeLineAsync("/mute Zoe 5");
        await _op.ExpectLineAsync("Zoe is muted for 5 min.");
        Assert.Equal(_chat.Time.GetUtcNow().AddMinutes(5), zoe.MutedUntil);
        await _op.TypeLineAsync("/mute Zoe");
        await _op.ExpectLineAsync("Zoe is muted.");
        Assert.Equal(DateTimeOffset.MaxValue, zoe.MutedUntil);
        await _zoe.TypeLineAsync("hello");
        await _zoe.ExpectLineAsync("You are muted.");
        await _op.TypeLineAsync("/unmute Zoe");
        await _op.ExpectLineAsync("Zoe is not muted.");
        Assert.Null(zoe.MutedUntil);
    }

    [Theory]
    [InlineData("/kick", "Type /kick NAME [REASON]")]
    [InlineData("/mute", "Type /mute NAME [MINUTES]")]
    [InlineData("/mute Zoe soon", "Type /mute NAME [MINUTES]")]
    [InlineData("/mute Zoe 0", "Type /mute NAME [MINUTES]")]
    [InlineData("/mute Zoe -5", "Type /mute NAME [MINUTES]")]
    [InlineData("/mute Zoe 1000001", "Type /mute NAME [MINUTES]")]
    [InlineData("/unmute", "Type /unmute NAME")]
    [InlineData("/kick Bob", "Nobody here is called Bob. Type /who to see who is here.")]
    [InlineData("/mute Bob 5", "Nobody here is called Bob. Type /who to see who is here.")]
    public async Task What_makes_no_sense_is_answered(string typed, string answer)
    {
        await _op.TypeLineAsync(typed);
        await _op.ExpectLineAsync(answer);
        Assert.Null((await _chat.Chat.FindMemberAsync("Zoe"))!.MutedUntil);
    }

    [Fact]
    public async Task Topics_can_be_left_to_operators()
    {
        await _zoe.TypeLineAsync("/topic mine");
        await _zoe.ExpectLineAsync("You can't set the topic here.");
        await _op.TypeLineAsync("/topic ours");
        await _op.ExpectLineAsync("*** Op set the topic: ours ***");
        await _zoe.ExpectLineAsync("*** Op set the topic: ours ***");
    }

    private static async Task<string[]> HelpAsync(MemoryChatClient client)
    {
        await client.TypeLineAsync("/help");
        return [.. await client.ReadUntilAsync(line => line.StartsWith("/quit", StringComparison.Ordinal))];
    }
}
