using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class FullRoomTests
{
    [Fact]
    public async Task Those_who_come_when_it_is_full_wait_and_come_in_by_their_turn_where_the_dialect_says_so()
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.MaxConnections, options.Dialect.FullWaits) = (2, true));
        var inside = (await chat.SignOnAsync("Ann", "Ben"))[0];
        var waiting = Enumerable.Range(0, 10).Select(_ => chat.Connect()).ToArray();
        for (int turn = 0; turn < waiting.Length; turn++)
        {
            await inside.TypeLineAsync("/quit");
            await inside.ReadUntilClosedAsync();
            inside = waiting[turn];
            await inside.SignOnAsync($"guest{turn}");
            Assert.Equal(["Ben", $"guest{turn}"], chat.Room.Nicknames);
        }
    }

    [Fact]
    public async Task Who_waits_is_let_go_when_the_server_stops()
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.MaxConnections, options.Dialect.FullWaits) = (1, true));
        await chat.SignOnAsync("Ann");
        var second = chat.Connect();
        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await second.ReadUntilClosedAsync(); // having been told so, if there was a place for it just then
    }

    [Fact]
    public async Task A_refusal_without_a_text_only_closes()
    {
        await using var chat = await ChatFixture.StartAsync(options =>
        {
            options.Limits.MaxConnections = 1;
            options.Dialect[ChatMessageKind.TooManyConnections] = "";
        });
        await chat.SignOnAsync("Ann");
        await chat.Connect().ExpectClosedAsync();
    }
}
