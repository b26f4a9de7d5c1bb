using System.Net;
using LineChat.Load.Roles;
using LineChat.Load.Tests.Support;

namespace LineChat.Load.Tests;

public sealed class StageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(100)]
    [InlineData(333)]
    public void Everybody_has_a_part(int hostile)
    {
        var parts = Cast.Of(calm: 7, hostile);
        Assert.Equal(7, parts.Single(part => part.Name == Cast.Calm).Count);
        Assert.Equal(7 + hostile, parts.Sum(part => part.Count));
        Assert.Equal([.. parts.Select(part => part.Name), "crowder"], Cast.Of(calm: 7, hostile, haveAddresses: true).Select(part => part.Name));
    }

    [Fact]
    public async Task Whoever_goes_is_followed_by_another_of_the_same_part()
    {
        using var server = new FaultyServer();
        var part = new Part("", Hello, count: 2);
        using var stage = Begin(server.Port, part);
        await UntilAsync(() => part.Visits >= 6);
        Assert.InRange(stage.Present, 0, 2);
        Assert.True(part.Joins >= 4);
        Assert.Equal(0, part.Dropped);
        Assert.Null(stage.Failure);

        static IEnumerable<Wait> Hello(Visitor visitor) => visitor.SignOn();
    }

    [Fact]
    public async Task Whom_the_server_disconnects_is_counted()
    {
        using var server = new FaultyServer();
        server.Do(Fault.HangUp, "uv0", "Ben arrived");
        var part = new Part("", Stay, count: 1);
        using var stage = Begin(server.Port, part);
        await UntilAsync(() => part.Joins == 1);
        using var guest = new Guest(server.Port);
        await guest.SignOnAsync("Ben");
        await UntilAsync(() => part.Dropped == 1);

        static IEnumerable<Wait> Stay(Visitor visitor) => visitor.SignOn().Append(Wait.For(60));
    }

    [Fact]
    public async Task Who_asked_to_be_let_go_was_not_disconnected()
    {
        using var server = new FaultyServer();
        var part = new Part("", Leave, count: 1);
        using var stage = Begin(server.Port, part);
        await UntilAsync(() => part.Leaves >= 2);
        Assert.Equal(0, part.Dropped);

        static IEnumerable<Wait> Leave(Visitor visitor)
        {
            foreach (var wait in visitor.SignOn()) yield return wait;
            visitor.HalfClose();
            yield return Wait.For(60);
        }
    }

    [Fact]
    public async Task A_ghost_that_is_still_served_has_outstayed()
    {
        using var server = new FaultyServer();
        var part = new Part("", visitor => Ghost.Play(visitor, away: 0.5), count: 1);
        using var stage = Begin(server.Port, part);
        await UntilAsync(() => part.Outstayed == 1);
        Assert.Equal(0, part.Dropped);
    }

    [Fact]
    public async Task A_ghost_that_was_let_go_meanwhile_was_disconnected()
    {
        using var server = new FaultyServer();
        server.Do(Fault.HangUp, "uv0", "Ben arrived");
        var part = new Part("", visitor => Ghost.Play(visitor, away: 2), count: 1);
        using var stage = Begin(server.Port, part);
        await UntilAsync(() => part.Joins == 1);
        using var guest = new Guest(server.Port);
        await guest.SignOnAsync("Ben");
        await UntilAsync(() => part.Dropped == 1);
        Assert.Equal(0, part.Outstayed);
    }

    [Fact]
    public void Those_who_chat_have_an_address_each_and_the_others_one_for_each_part()
    {
        var addresses = new Addresses(IPNetwork.Parse("10.77.0.0/16"));
        Assert.Equal(IPAddress.Parse("10.77.1.0"), addresses.Single(0));
        Assert.Equal(IPAddress.Parse("10.77.255.254"), addresses.Single(0xFEFE));
        Assert.Equal(IPAddress.Parse("10.77.1.0"), addresses.Single(0xFEFF));
        Assert.Equal(IPAddress.Parse("10.77.0.18"), addresses.Shared(2));
    }

    [Fact]
    public async Task A_staller_is_disconnected_while_others_talk()
    {
        using var server = await ServerOfItsOwn.StartAsync("--stall-timeout", "1", "--lines-per-second", "0");
        var staller = new Part("", Staller.Play, count: 1, isNarrow: true);
        var chatter = new Part("", Chatter.Play, count: 5);
        using var stage = Begin(server.Port, staller, chatter, new("", Flooder.Play, count: 1));
        await UntilAsync(() => staller.Dropped > 0);
        Assert.Equal(0, chatter.Dropped);
    }

    private static Stage Begin(int port, params Part[] parts) =>
        new(new() { Server = new(IPAddress.Loopback, port), Duration = TimeSpan.FromSeconds(0.1) }, parts);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition()) await Task.Delay(10, deadline.Token);
    }
}
