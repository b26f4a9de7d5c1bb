using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LineChat.Tests.Rooms;

/// <summary>Members whom the host removes.</summary>
public sealed class KickTests
{
    [Theory]
    [InlineData(null, "*** You were removed from the chat. ***", "--- Zoe was removed ---", null)]
    [InlineData("  ", "*** You were removed from the chat. ***", "--- Zoe was removed ---", null)]
    [InlineData("spamming", "*** You were removed from the chat: spamming ***", "--- Zoe was removed: spamming ---", "spamming")]
    [InlineData("a\r\nBen> b\u001b[2J", "*** You were removed from the chat: a Ben> b ***", "--- Zoe was removed: a Ben> b ---", "a Ben> b")]
    public async Task Who_is_removed_is_told_and_disconnected_and_everybody_else_is_told(string? reason, string told, string notice, string? text)
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await using var events = Events.Watch(chat.Chat.WatchAsync());
        var zoe = (await chat.Chat.FindMemberAsync("Zoe"))!;
        await clients[0].TypeLineAsync("before");
        await clients[1].ExpectLineAsync("Ben> before");
        await zoe.KickAsync(reason).InTimeAsync();
        Assert.Equal(["Ben"], chat.Room.Nicknames);
        await clients[1].ExpectLineAsync(told);
        await clients[1].ExpectClosedAsync();
        await clients[0].ExpectLineAsync(notice);

        Assert.Equal("before", (await events.NextAsync()).Text);
        var left = await events.NextAsync();
        Assert.Equal((ChatEventKind.Departed, zoe, chat.Room, DepartureReason.Kicked, text), (left.Kind, left.Member, left.Room, left.Reason, left.Text));
        Assert.Equal(chat.Time.GetUtcNow(), left.Time);
        await zoe.KickAsync("once more");
        chat.Room.Announce("that is all");
        await clients[0].ExpectLineAsync("*** that is all ***");
    }

    [Fact]
    public async Task A_member_without_a_connection_can_be_removed_too()
    {
        await using var chat = await ChatFixture.StartAsync();
        var ben = (await chat.SignOnAsync("Ben"))[0];
        var bot = chat.Room.Join("Bot").Member!;
        await using var heard = Events.Watch(bot.WatchAsync());
        await ben.ExpectLineAsync("+++ Bot arrived +++");
        await bot.KickAsync("broken");
        await ben.ExpectLineAsync("--- Bot was removed: broken ---");
        await heard.ExpectEndAsync();
        Assert.True(bot.Departed.WaitHandle.WaitOne(Deadline.Time));
        Assert.Equal(SayStatus.Closed, bot.Say("still here").Status);
    }

    [Fact]
    public async Task A_long_reason_is_cut_behind_a_whole_character()
    {
        await using var chat = await ChatFixture.StartAsync();
        var ben = (await chat.SignOnAsync("Ben"))[0];
        var bot = chat.Room.Join("Bot").Member!;
        await ben.ExpectLineAsync("+++ Bot arrived +++");
        await bot.KickAsync(new string('é', 300));
        await ben.ExpectLineAsync($"--- Bot was removed: {new string('é', 256)} ---");
    }

    [Fact]
    public async Task Who_reads_nothing_is_removed_at_once_and_cut_off_when_the_time_to_send_the_rest_is_over()
    {
        var log = new RecordingLogger();
        await using var chat = await ChatFixture.StartAsync(
            options => options.Limits.StallTimeout = TimeSpan.Zero,
            services => services.AddLogging(logging => logging.AddProvider(log)));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        clients[1].StopReading();
        chat.Room.Announce("unread");
        await clients[0].ExpectLineAsync("*** unread ***");
        await (await chat.Chat.FindMemberAsync("Zoe"))!.KickAsync("asleep").InTimeAsync();
        await clients[0].ExpectLineAsync("--- Zoe was removed: asleep ---");
        await chat.Time.PassAsync(TimeSpan.FromSeconds(5));
        await chat.ExpectCountAsync("linechat.connections", 1);
        Assert.Contains("Information: Zoe (member 2) is removed.", log.Lines);
    }

    [Theory]
    [InlineData(ChatMessageKind.KickedWithReason)]
    [InlineData(ChatMessageKind.RemovedWithReason)]
    public async Task Who_cannot_be_told_is_removed_all_the_same(ChatMessageKind bad)
    {
        var formatter = new ThrowingFormatter(message => message.Kind == bad);
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await (await chat.Chat.FindMemberAsync("Zoe"))!.KickAsync("spamming");
        if (bad != ChatMessageKind.KickedWithReason) await clients[1].ExpectLineAsync("*** You were removed from the chat: spamming ***");
        await clients[1].ExpectClosedAsync();
        if (bad != ChatMessageKind.RemovedWithReason) await clients[0].ExpectLineAsync("--- Zoe was removed: spamming ---");
        chat.Room.Announce("that is all");
        await clients[0].ExpectLineAsync("*** that is all ***");
    }

    [Fact]
    public async Task A_command_that_removes_its_own_author_ends_its_conversation()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IChatCommand>(new Resign()));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await clients[1].TypeLineAsync("/resign");
        await clients[1].TypeLineAsync("not said");
        await clients[1].ExpectLineAsync("*** You were removed from the chat: had enough ***");
        await clients[1].ExpectClosedAsync();
        await clients[0].ExpectLineAsync("--- Zoe was removed: had enough ---");
        chat.Room.Announce("that is all");
        await clients[0].ExpectLineAsync("*** that is all ***");
    }

    [Fact]
    public async Task Whose_connection_breaks_while_it_is_read_has_lost_it()
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await using var events = Events.Watch(chat.Chat.WatchAsync());
        clients[1].Reset();
        Assert.Equal(DepartureReason.ConnectionLost, (await events.NextAsync()).Reason);
        clients[0].CloseSending();
        Assert.Equal(DepartureReason.LeftChat, (await events.NextAsync()).Reason);
    }

    private sealed class Resign : IChatCommand
    {
        public string Name => "resign";

        public string Usage => "/resign";

        public string Description => "leaves with a bang";

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) => context.Member.KickAsync("had enough", cancellationToken);
    }
}
