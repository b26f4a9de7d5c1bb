using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

public sealed class FullRoomTests
{
    [Fact]
    public async Task Who_comes_when_it_is_full_waits_where_the_dialect_says_so()
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.MaxConnections, options.Dialect.FullWaits) = (2, true));
        var clients = await chat.SignOnAsync("Ann", "Ben");
        var third = chat.Connect();
        var fourth = chat.Connect();
        await clients[0].TypeLineAsync("/quit");
        await clients[0].ExpectClosedAsync();
        await third.SignOnAsync("Cleo");
        await third.TypeLineAsync("/quit");
        await third.ExpectClosedAsync();
        await fourth.SignOnAsync("Dan");
        Assert.Equal(["Ben", "Dan"], chat.Room.Nicknames);
    }

    [Fact]
    public async Task Who_waits_is_let_go_when_the_server_stops()
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.MaxConnections, options.Dialect.FullWaits) = (1, true));
        await chat.SignOnAsync("Ann");
        var second = chat.Connect();
        await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        await second.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_refusal_without_a_text_only_closes()
    {
        await using var chat = await ChatFixture.StartAsync(options =>
        {
            options.MaxConnections = 1;
            options.Dialect[ChatMessageKind.TooManyConnections] = "";
        });
        await chat.SignOnAsync("Ann");
        await chat.Connect().ExpectClosedAsync();
    }
}
