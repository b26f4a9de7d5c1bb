using System.Net;
using LineChat.Diagnostics;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>Everything that is received has its price, whatever comes of it.</summary>
public sealed class InputTests
{
    private const int Most = (20 * 16_384) + 4096; // what twenty lines may have, and what is received when that is over
    private static readonly byte[] Nop = [255, 241];

    [Theory]
    [InlineData(false, new byte[] { 255, 241 })] // NOP
    [InlineData(true, new byte[] { 255, 241 })]
    [InlineData(false, new byte[] { 255, 254, 1 })] // DONT ECHO, which is not answered
    [InlineData(true, new byte[] { 255, 252, 31 })] // WONT NAWS
    [InlineData(true, new byte[] { 255, 248 })] // EL
    [InlineData(false, new byte[] { 255, 247 })] // EC
    [InlineData(true, new byte[] { 255, 250, 255, 240 })] // an empty subnegotiation
    [InlineData(true, new byte[] { 255, 251, 1 })] // WILL ECHO, which is answered once
    public async Task Input_without_lines_is_read_at_a_limited_rate(bool signedOn, byte[] unit)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.SignOnTimeout = TimeSpan.Zero);
        var (client, connection) = Connect(chat);
        await client.ExpectAsync(ChatClient.Prompt);
        if (signedOn) await client.TypeLineAsync("Eve");
        var sent = FloodAsync(client, unit);
        await chat.ExpectReachedAsync(ChatLimit.InputPerSecond);
        Assert.InRange(connection.Received, Most - 20_000, Most);
        Assert.False(sent.IsCompleted);
        var start = chat.Time.GetUtcNow();
        await chat.Time.PassUntilAsync(sent, TimeSpan.FromMilliseconds(20));
        Assert.InRange((chat.Time.GetUtcNow() - start).TotalSeconds, 7, 120);
    }

    [Fact]
    public async Task An_ignored_line_counts_as_a_line()
    {
        await using var chat = await ChatFixture.StartAsync(dialect: "julia");
        var (client, _) = Connect(chat);
        await client.TypeAsync(string.Concat(Enumerable.Repeat("x\n", 21)));
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond);
        await client.TypeAsync("setusername:Eve\n");
        chat.Room.Announce("hello");
        await chat.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        await chat.Time.PassAsync(TimeSpan.FromMilliseconds(200));
        var seen = await client.ReadUntilAsync(line => line.Contains("chose", StringComparison.Ordinal));
        Assert.Contains("*** hello ***", seen);
    }

    [Fact]
    public async Task Reconnecting_does_not_refill_the_input_rate()
    {
        await using var chat = await ChatFixture.StartAsync();
        var start = chat.Time.GetUtcNow();
        int received = 0;
        for (int visit = 1; visit <= 10; visit++)
        {
            var (client, connection) = Connect(chat);
            await client.ExpectAsync(ChatClient.Prompt);
            _ = FloodAsync(client, Nop);
            await chat.ExpectReachedAsync(ChatLimit.InputPerSecond, visit);
            client.Reset();
            var isNoticed = chat.ExpectCountAsync("linechat.connections", 0); // once more is to be received
            await chat.Time.PassUntilAsync(isNoticed, TimeSpan.FromMilliseconds(20));
            received += connection.Received;
        }

        double most = Most + (10 * 4096) + ((chat.Time.GetUtcNow() - start).TotalSeconds * 5 * 16_384);
        Assert.True(received <= most, $"{received} bytes were received, of {most}.");
    }

    [Fact]
    public async Task Small_packets_count_for_more_than_their_bytes()
    {
        await using var chat = await ChatFixture.StartAsync();
        var (client, connection) = Connect(chat);
        await client.ExpectAsync(ChatClient.Prompt);
        for (int received = 1; received <= 5042; received++) // 65 for each
        {
            if (received == 5041) await chat.ExpectReachedAsync(ChatLimit.InputPerSecond, 0);
            await client.SendAsync(Nop.AsMemory(received % 2, 1));
            while (connection.Received < received) await Task.Yield();
        }

        await chat.ExpectReachedAsync(ChatLimit.InputPerSecond);
    }

    private static (MemoryChatClient Client, WatchedConnection Connection) Connect(ChatFixture chat)
    {
        var peer = new InMemoryClient(64 * 1024);
        var connection = new WatchedConnection(peer.Connection, new IPEndPoint(IPAddress.Parse("192.0.2.1"), 50_000));
        _ = chat.Server.ServeAsync(connection);
        return (new(peer), connection);
    }

    private static async Task FloodAsync(MemoryChatClient client, byte[] unit)
    {
        byte[] flood = [.. Enumerable.Repeat(unit, 1024 * 1024 / unit.Length).SelectMany(bytes => bytes)];
        foreach (byte[] piece in flood.Chunk(4096)) await client.SendAsync(piece);
    }
}
