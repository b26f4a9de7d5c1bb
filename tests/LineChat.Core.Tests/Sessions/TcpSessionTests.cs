using System.Text;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>What only a real socket can show.</summary>
public sealed class TcpSessionTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;
    private MemoryChatClient _witness = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecond = 0, overTcp: true);
        _witness = (await _chat.SignOnAsync("Witness"))[0];
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task A_piped_conversation_is_heard_and_answered_to_the_end()
    {
        var client = await _chat.ConnectTcpAsync();
        await client.TypeAsync("Ann\nhello\n/who\n");
        client.CloseSending();
        await client.ExpectAsync("Please enter your name: Welcome, Ann! 2 here: Witness, Ann. Type /help for commands.\r\n2 here: Witness, Ann.\r\n");
        await client.ExpectClosedAsync();
        await _witness.ExpectLineAsync("+++ Ann arrived +++");
        await _witness.ExpectLineAsync("Ann> hello");
        await _witness.ExpectLineAsync("--- Ann left ---");
    }

    [Fact]
    public async Task A_connection_that_is_reset_has_left()
    {
        var client = await _chat.ConnectTcpAsync();
        await client.SignOnAsync("Ann");
        client.Reset();
        await _witness.ExpectLineAsync("+++ Ann arrived +++");
        await _witness.ExpectLineAsync("--- Ann left ---");
    }

    [Fact]
    public async Task Who_takes_nothing_for_too_long_is_disconnected()
    {
        await using var chat = await ChatFixture.StartAsync(overTcp: true);
        var client = await chat.ConnectTcpAsync(receiveBuffer: 4096);
        await client.SignOnAsync("Ann");
        var bot = chat.Room.Join("Bot").Member!;
        await using var heard = Events.Watch(bot.WatchAsync());

        // The buffers of both sides take a lot, and then no more; only from then on does the clock count.
        var next = heard.NextAsync();
        string text = new('x', 4000);
        while (!next.IsCompleted)
        {
            for (int i = 0; i < 64; i++) bot.Say(text);
            chat.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(new(ChatEventKind.Departed, "Ann"), (Seen)await next);
        client.Reset();
    }

    [Fact]
    public async Task Goodbye_is_read_even_by_who_types_on()
    {
        var client = await _chat.ConnectTcpAsync();
        await client.SignOnAsync("Ann");
        await client.TypeAsync("/help\n/quit\n" + string.Concat(Enumerable.Repeat("and on and on\n", 1000)));
        var help = await client.ReadUntilAsync(line => line.StartsWith("/quit", StringComparison.Ordinal));
        Assert.Equal(10, help.Count);
        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_letter_that_comes_in_two_pieces_is_one()
    {
        var client = await _chat.ConnectTcpAsync();
        await client.SignOnAsync("Ann");
        await _witness.ExpectLineAsync("+++ Ann arrived +++");
        foreach (byte b in Encoding.UTF8.GetBytes("schön 🦊\r\n")) await client.SendAsync(new[] { b });
        await _witness.ExpectLineAsync("Ann> schön 🦊");
    }
}
