using System.Text;
using LineChat.Diagnostics;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>Somebody who sends many lines at once, and thinks better of it.</summary>
public sealed class PasteTests
{
    private const string TooFast = "You are faster than 5 lines a second. Your lines wait for their turn.";

    private static readonly TimeSpan Fifth = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] TimingMark = [255, 253, 6];
    private static readonly byte[] WillTimingMark = [255, 251, 6];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reset_during_a_paste_ends_the_session_at_once(bool overTcp)
    {
        await using var chat = await ChatFixture.StartAsync(overTcp: overTcp);
        var bob = (await chat.SignOnAsync("Bob"))[0];
        var ann = await ConnectAsync(chat, overTcp);
        await ann.SignOnAsync("Ann");
        await bob.ExpectLineAsync("+++ Ann arrived +++");
        await ann.TypeAsync(Lines(100));
        for (int i = 0; i < 20; i++) await bob.ExpectLineAsync($"Ann> line {i}");
        await ann.ExpectLineAsync(TooFast);
        ann.Reset();
        await bob.ExpectLineAsync("--- Ann left ---");
    }

    [Fact]
    public async Task A_half_closed_paste_is_said_to_the_end_unless_the_connection_is_reset()
    {
        await using var chat = await ChatFixture.StartAsync(overTcp: true);
        var bob = (await chat.SignOnAsync("Bob"))[0];
        var ann = await ConnectAsync(chat, overTcp: true);
        await ann.SignOnAsync("Ann");
        await bob.ExpectLineAsync("+++ Ann arrived +++");
        await ann.TypeAsync(Lines(100));
        ann.CloseSending();
        for (int i = 0; i < 20; i++) await bob.ExpectLineAsync($"Ann> line {i}");
        await chat.Time.PassUntilAsync(bob.ExpectLineAsync("Ann> line 20"), Fifth);
        ann.Reset();
        var left = await Passing(chat, bob.ReadUntilAsync(line => line == "--- Ann left ---"));
        Assert.InRange(left.Count, 1, 70);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_paste_within_bounds_is_said_completely_and_in_order(bool overTcp)
    {
        await using var chat = await ChatFixture.StartAsync(overTcp: overTcp);
        var bob = (await chat.SignOnAsync("Bob"))[0];
        var ann = await ConnectAsync(chat, overTcp);
        await ann.TypeAsync("Ann\n" + Lines(500));
        ann.CloseSending();
        await bob.ExpectLineAsync("+++ Ann arrived +++");
        var start = chat.Time.GetUtcNow();
        var heard = await Passing(chat, bob.ReadUntilAsync(line => line == "--- Ann left ---"));
        Assert.Equal([.. Enumerable.Range(0, 500).Select(i => $"Ann> line {i}"), "--- Ann left ---"], heard);
        Assert.InRange((chat.Time.GetUtcNow() - start).TotalSeconds, 480 / 5, 1000 / 5);
    }

    [Theory]
    [InlineData(new byte[] { 255, 244, 255, 253, 6 })] // inetutils' ^C
    [InlineData(new byte[] { 255, 244, 255, 242 })] // IP and a Data Mark (RFC 854, Synch)
    [InlineData(new byte[] { 3 })]
    [InlineData(new byte[] { 104, 97, 108, 102, 3 })] // half a line, which is erased
    [InlineData(new byte[] { 104, 97, 108, 102, 255, 244 })]
    public async Task An_interrupt_drops_the_waiting_lines_tells_how_many_and_the_client_stays(byte[] interrupt)
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].TypeAsync(Lines(100));
        for (int i = 0; i < 20; i++) await clients[1].ExpectLineAsync($"Ann> line {i}");
        await clients[0].ExpectLineAsync(TooFast);
        await chat.Time.PassAsync(Fifth);
        await clients[1].ExpectLineAsync("Ann> line 20");
        await clients[0].SendAsync(interrupt);
        if (interrupt[^1] == 6) await clients[0].ExpectBytesAsync(WillTimingMark);
        await clients[0].ExpectLineAsync("79 of your lines were dropped.");
        chat.Time.Advance(Fifth);
        await clients[0].TypeLineAsync("still here");
        await clients[1].ExpectLineAsync("Ann> still here");
    }

    [Theory]
    [InlineData(new byte[] { 255, 244 })]
    [InlineData(new byte[] { 3 })]
    public async Task An_interrupt_with_nothing_waiting_leaves(byte[] interrupt)
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].TypeAsync("half");
        await clients[0].SendAsync(interrupt); // of the line alone
        await clients[0].TypeLineAsync("hello");
        await clients[1].ExpectLineAsync("Ann> hello");
        await clients[0].SendAsync(interrupt);
        await clients[1].ExpectLineAsync("--- Ann left ---");
        await clients[0].ExpectClosedAsync();
    }

    [Fact]
    public async Task A_paste_beyond_the_bound_is_cut_and_its_author_is_told_once_how_many_lines_were_dropped()
    {
        const int Waiting = 65_536 / (1 + 64);
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].TypeAsync(string.Concat(Enumerable.Repeat("x\n", 3000)));
        for (int i = 0; i < 20; i++) await clients[1].ExpectLineAsync("Ann> x");
        await clients[0].ExpectLineAsync(TooFast);
        await chat.ExpectReachedAsync(ChatLimit.WaitingLines, 3000 - 20 - Waiting);
        for (int i = 0; i < 3; i++)
        {
            await chat.Time.PassAsync(Fifth);
            await clients[1].ExpectLineAsync("Ann> x");
        }

        await clients[0].ExpectLineAsync("1,972 of your lines were dropped.");
        await clients[0].SendAsync((byte[])[3]);
        await clients[0].ExpectLineAsync("1,005 of your lines were dropped.");
    }

    [Fact]
    public async Task A_line_of_maximum_length_can_wait()
    {
        await using var chat = await ChatFixture.StartAsync(options =>
        {
            (options.Limits.MaxLineLength, options.Limits.MaxUnterminatedInput) = (65_536, 65_536);
            (options.Limits.LineBurst, options.Limits.BytesPerSecond) = (1, 0);
        });
        var clients = await chat.SignOnAsync("Ann", "Bob");
        string line = new('x', 65_536);
        await clients[0].TypeAsync("first\n" + line + "\n");
        await clients[1].ExpectLineAsync("Ann> first");
        await chat.Time.PassUntilAsync(clients[1].ExpectLineAsync($"Ann> {line}"), Fifth);
    }

    [Fact]
    public async Task Telnet_negotiation_is_answered_while_lines_wait()
    {
        await using var chat = await ChatFixture.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeAsync(Lines(100));
        await ann.ExpectLineAsync(TooFast);
        await ann.SendAsync(TimingMark);
        await ann.ExpectBytesAsync(WillTimingMark);
    }

    [Theory]
    [InlineData(new byte[] { 4 })]
    [InlineData(new byte[] { 255, 236 })]
    public async Task Leaving_after_a_paste_says_the_paste_first_and_ignores_what_follows(byte[] leave)
    {
        await using var chat = await ChatFixture.StartAsync();
        var clients = await chat.SignOnAsync("Ann", "Bob");
        await clients[0].SendAsync((byte[])[.. Encoding.ASCII.GetBytes(Lines(30)), .. leave, .. "and on\n"u8, 3]);
        var heard = await Passing(chat, clients[1].ReadUntilAsync(line => line == "--- Ann left ---"));
        Assert.Equal([.. Enumerable.Range(0, 30).Select(i => $"Ann> line {i}"), "--- Ann left ---"], heard);
    }

    [Fact]
    public async Task A_client_that_resets_while_its_nickname_waits_is_removed()
    {
        await using var chat = await ChatFixture.StartAsync(options =>
            (options.Limits.MaxSignOnTries, options.Limits.SignOnTimeout) = (0, TimeSpan.Zero));
        var client = chat.Connect();
        await client.ExpectAsync(ChatClient.Prompt);
        await client.TypeAsync(new string('\n', 100));
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond);
        client.Reset();
        await chat.ExpectCountAsync("linechat.connections", 0);
    }

    [Fact]
    public async Task A_paste_after_a_waiting_nickname_is_said_in_order()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxSignOnTries = 0);
        var bob = (await chat.SignOnAsync("Bob"))[0];
        var ann = chat.Connect();
        await ann.TypeAsync(new string('\n', 25) + "Ann\n" + Lines(30));
        await Passing(chat, bob.ReadUntilAsync(line => line == "+++ Ann arrived +++"));
        var heard = await Passing(chat, bob.ReadUntilAsync(line => line == "Ann> line 29"));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"Ann> line {i}"), heard);
        await ann.TypeLineAsync("/quit");
        await Passing(chat, bob.ReadUntilAsync(line => line == "--- Ann left ---"));
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"line {i}\n"));

    private static async Task<T> Passing<T>(ChatFixture chat, Task<T> done)
    {
        await chat.Time.PassUntilAsync(done, Fifth);
        return await done;
    }

    private static async Task<ChatClient> ConnectAsync(ChatFixture chat, bool overTcp) =>
        overTcp ? await chat.ConnectTcpAsync() : chat.Connect();
}
