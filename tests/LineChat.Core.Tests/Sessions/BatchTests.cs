using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>What one walk owes to many sockets, with one system call for all and with one for each.</summary>
public sealed class BatchTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_members_than_a_batch_holds_get_every_line_in_order(bool useIoUring)
    {
        const int Members = 300;
        const int Lines = 50;
        await using var chat = await ChatFixture.StartAsync(options => options.Tcp.UseIoUring = useIoUring, overTcp: true);
        var clients = new List<TcpChatClient>();
        for (int i = 0; i < Members; i++)
        {
            var client = await chat.ConnectTcpAsync();
            await client.SignOnAsync($"member{i}");
            clients.Add(client);
        }

        for (int line = 0; line < Lines; line++) chat.Room.Announce($"{line}");
        for (int i = 0; i < Members; i++)
        {
            for (int later = i + 1; later < Members; later++) await clients[i].ExpectLineAsync($"+++ member{later} arrived +++");
            for (int line = 0; line < Lines; line++) await clients[i].ExpectLineAsync($"*** {line} ***");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_is_slow_to_take_gets_every_byte_once(bool useIoUring)
    {
        const int Lines = 4_000;
        await using var chat = await ChatFixture.StartAsync(
            options => (options.Tcp.UseIoUring, options.Log.MaxSize) = (useIoUring, 16 * 1024 * 1024),
            overTcp: true);
        var slow = await chat.ConnectTcpAsync(receiveBuffer: 4096);
        await slow.SignOnAsync("Slow");
        string text = new('x', 2_000);
        for (int line = 0; line < Lines; line++) chat.Room.Announce($"{line} {text}");
        for (int line = 0; line < Lines; line++) await slow.ExpectLineAsync($"*** {line} {text} ***");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_goes_without_a_word_among_those_in_a_batch_harms_nobody(bool useIoUring)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Tcp.UseIoUring = useIoUring, overTcp: true);
        var clients = new List<TcpChatClient>();
        for (int i = 0; i < 40; i++)
        {
            var client = await chat.ConnectTcpAsync();
            await client.SignOnAsync($"member{i}");
            clients.Add(client);
        }

        foreach (var client in clients[1..])
        {
            chat.Room.Announce("before");
            client.Reset();
            chat.Room.Announce("after");
        }

        var seen = await clients[0].ReadUntilAsync(IsLastDeparture());
        Assert.Equal(39, seen.Count(line => line == "*** before ***"));
        Assert.Equal(39, seen.Count(line => line.EndsWith(" left ---", StringComparison.Ordinal)));
        Assert.Equal(["member0"], chat.Room.Nicknames);
    }

    private static Predicate<string> IsLastDeparture()
    {
        int left = 0;
        return line => line.EndsWith(" left ---", StringComparison.Ordinal) && ++left == 39;
    }
}
