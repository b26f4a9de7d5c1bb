using LineChat.Diagnostics;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>What the clients of one address can do together, and one after the other.</summary>
public sealed class AddressTests
{
    private const string Here = "192.0.2.1";
    private const string Elsewhere = "192.0.2.2";
    private const string TooMuch = "Too much comes from you or from your address. Your lines wait for their turn.";

    private static readonly TimeSpan Fifth = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(Here, Here)]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public async Task Reconnecting_does_not_refill_a_rate(string first, string then)
    {
        await using var chat = await ChatFixture.StartAsync();
        var witness = (await chat.SignOnAsync("Witness"))[0];
        for (int visit = 0; visit < 5; visit++)
        {
            var eve = chat.ConnectFrom(visit == 0 ? first : then);
            await eve.ExpectAsync(ChatClient.Prompt);
            await eve.TypeAsync("Eve\n" + Lines(20));
            if (visit > 0) await chat.Time.PassAsync(Fifth); // until the nickname's turn comes
            await witness.ExpectLineAsync("+++ Eve arrived +++");
            for (int line = 0; line < (visit == 0 ? 20 : 1); line++) await witness.ExpectLineAsync("Eve> x");
            eve.Reset();
            await witness.ExpectLineAsync("--- Eve left ---");
            await chat.ExpectCountAsync("linechat.connections", 1);
        }
    }

    [Fact]
    public async Task A_client_that_reconnects_after_a_pause_has_the_full_rate_again()
    {
        await using var chat = await ChatFixture.StartAsync();
        var witness = (await chat.SignOnAsync("Witness"))[0];
        for (int visit = 0; visit < 3; visit++)
        {
            await using var eve = chat.ConnectFrom(Here);
            await eve.SignOnAsync("Eve");
            await eve.TypeAsync(Lines(20) + "/quit\n");
            await chat.Time.PassAsync(Fifth);
            await witness.ExpectLineAsync("+++ Eve arrived +++");
            for (int line = 0; line < 20; line++) await witness.ExpectLineAsync("Eve> x");
            await witness.ExpectLineAsync("--- Eve left ---");
            await chat.ExpectCountAsync("linechat.connections", 1);
            chat.Time.Advance(TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task Each_client_of_an_address_has_its_own_rate()
    {
        await using var chat = await ChatFixture.StartAsync();
        var witness = (await chat.SignOnAsync("Witness"))[0];
        foreach (string name in (string[])["Ann", "Ben", "Zoe"])
        {
            var client = chat.ConnectFrom(Here);
            await client.SignOnAsync(name);
            await client.TypeAsync(Lines(20));
            await witness.ExpectLineAsync($"+++ {name} arrived +++");
            for (int i = 0; i < 20; i++) await witness.ExpectLineAsync($"{name}> x");
        }

        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 0);
    }

    [Fact]
    public async Task Lines_wait_when_an_address_sends_too_many_in_total()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.LinesPerSecondPerAddress = 5);
        var witness = (await chat.SignOnAsync("Witness"))[0];
        var (ann, ben, zoe) = (chat.ConnectFrom(Here), chat.ConnectFrom(Here), chat.ConnectFrom(Elsewhere));
        await SignOnAsync(ann, "Ann", witness);
        await SignOnAsync(ben, "Ben", witness);
        await SignOnAsync(zoe, "Zoe", witness);
        await ann.TypeAsync(Lines(20));
        for (int i = 0; i < 20; i++) await witness.ExpectLineAsync("Ann> x");
        await ben.TypeAsync(Lines(19)); // with the two nicknames it is one more than eight seconds' worth
        for (int i = 0; i < 18; i++) await witness.ExpectLineAsync("Ben> x");
        await zoe.TypeAsync("hello\n");
        await witness.ExpectLineAsync("Zoe> hello");
        Assert.Contains(TooMuch, await ben.ReadUntilAsync(line => line == TooMuch));
        await chat.Time.PassAsync(Fifth);
        await witness.ExpectLineAsync("Ben> x");
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecondPerAddress);
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 0);
    }

    [Fact]
    public async Task Lines_wait_when_a_client_sends_too_many_bytes()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.BytesPerSecond = 2048);
        var clients = await chat.SignOnAsync("Ann", "Bob");
        string line = new('x', 4096);
        await clients[0].TypeAsync(string.Concat(Enumerable.Repeat(line + "\n", 10)));
        for (int i = 0; i < 8; i++) await clients[1].ExpectLineAsync($"Ann> {line}");
        await clients[0].ExpectLineAsync(TooMuch);
        await chat.Time.PassAsync(2 * Second);
        await clients[1].ExpectLineAsync($"Ann> {line}");
        await chat.Time.PassAsync(2 * Second);
        await clients[1].ExpectLineAsync($"Ann> {line}");
        await clients[1].TypeLineAsync("/who");
        await clients[1].ExpectLineAsync("2 here: Ann, Bob.");
        await chat.ExpectReachedAsync(ChatLimit.BytesPerSecond, 2);
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, 0);
    }

    [Theory]
    [InlineData(0, 4096, 30)]
    [InlineData(5, 0, 20)]
    public async Task Turning_off_the_line_rate_turns_off_the_byte_rate_but_not_the_reverse(int lines, int bytes, int said)
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.LinesPerSecond, options.Limits.BytesPerSecond) = (lines, bytes));
        var clients = await chat.SignOnAsync("Ann", "Bob");
        string line = new('x', 4096);
        var typed = clients[0].TypeAsync(string.Concat(Enumerable.Repeat(line + "\n", 30)));
        for (int i = 0; i < said; i++) await clients[1].ExpectLineAsync($"Ann> {line}");
        await chat.ExpectReachedAsync(ChatLimit.BytesPerSecond, 0);
        await chat.ExpectReachedAsync(ChatLimit.LinesPerSecond, said == 30 ? 0 : 1);
        await typed;
    }

    [Fact]
    public async Task Lines_wait_when_an_address_sends_too_many_bytes_in_total()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.BytesPerSecondPerAddress = 4096);
        var witness = (await chat.SignOnAsync("Witness"))[0];
        var (ann, ben, zoe) = (chat.ConnectFrom(Here), chat.ConnectFrom(Here), chat.ConnectFrom(Elsewhere));
        await SignOnAsync(ann, "Ann", witness);
        await SignOnAsync(ben, "Ben", witness);
        await SignOnAsync(zoe, "Zoe", witness);
        string line = new('x', 4090);
        foreach (var (client, name) in ((MemoryChatClient, string)[])[(ann, "Ann"), (ben, "Ben")])
        {
            for (int i = 0; i < 4; i++) await client.TypeAsync(line + "\n");
            for (int i = 0; i < 4; i++) await witness.ExpectLineAsync($"{name}> {line}");
        }

        await ann.TypeAsync(line + "\n");
        await chat.ExpectReachedAsync(ChatLimit.BytesPerSecondPerAddress);
        await zoe.TypeAsync(line + "\n");
        await witness.ExpectLineAsync($"Zoe> {line}");
        await chat.Time.PassUntilAsync(witness.ExpectLineAsync($"Ann> {line}"), TimeSpan.FromMilliseconds(100));
        await chat.ExpectReachedAsync(ChatLimit.BytesPerSecond, 0);
    }

    [Fact]
    public async Task Nicknames_wait_when_an_address_tries_too_many_in_total()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.SignOnsPerSecondPerAddress = 1);
        var witness = (await chat.SignOnAsync("Witness"))[0];
        var first = chat.ConnectFrom(Here);
        await first.ExpectAsync(ChatClient.Prompt);
        await first.TypeAsync(string.Concat(Enumerable.Repeat("witness\n", 7)));
        for (int i = 0; i < 7; i++) await first.ExpectAsync("That name is taken. Please enter your name: ");
        await first.TypeLineAsync("Ann");
        await witness.ExpectLineAsync("+++ Ann arrived +++");

        var late = chat.ConnectFrom(Here);
        await late.ExpectAsync(ChatClient.Prompt);
        await late.TypeLineAsync("Ben");
        await chat.ExpectReachedAsync(ChatLimit.SignOnsPerSecondPerAddress);
        await SignOnAsync(chat.ConnectFrom(Elsewhere), "Zoe", witness);
        await chat.Time.PassAsync(Second);
        await witness.ExpectLineAsync("+++ Ben arrived +++");
    }

    [Fact]
    public async Task A_client_that_leaves_gives_back_its_turn_to_sign_on()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.SignOnsPerSecondPerAddress = 1);
        var witness = (await chat.SignOnAsync("Witness"))[0];
        for (int i = 0; i < 8; i++) await SignOnAsync(chat.ConnectFrom(Here), $"Early{i}", witness);
        for (int i = 1; i <= 20; i++)
        {
            var impatient = chat.ConnectFrom(Here);
            await impatient.ExpectAsync(ChatClient.Prompt);
            await impatient.TypeLineAsync("Eve");
            await chat.ExpectReachedAsync(ChatLimit.SignOnsPerSecondPerAddress, i);
            impatient.Reset();
            await chat.ExpectCountAsync("linechat.connections", 9);
        }

        var patient = chat.ConnectFrom(Here);
        await patient.ExpectAsync(ChatClient.Prompt);
        await patient.TypeLineAsync("Zoe");
        await chat.ExpectReachedAsync(ChatLimit.SignOnsPerSecondPerAddress, 21);
        var start = chat.Time.GetUtcNow();
        await chat.Time.PassUntilAsync(witness.ExpectLineAsync("+++ Zoe arrived +++"), Fifth);
        Assert.InRange((chat.Time.GetUtcNow() - start).TotalSeconds, 1, 15);
    }

    [Fact]
    public async Task The_sign_on_timeout_applies_while_a_nickname_waits()
    {
        await using var chat = await ChatFixture.StartAsync(options =>
            (options.Limits.SignOnsPerSecondPerAddress, options.Limits.SignOnTimeout) = (1, Fifth));
        for (int i = 0; i < 8; i++) await chat.ConnectFrom(Here).SignOnAsync($"Early{i}");
        for (int i = 1; i <= 3; i++) await WaitToBeTriedAsync($"Before{i}", i);
        var late = await WaitToBeTriedAsync("Late", 4);
        chat.Time.Advance(Fifth);
        chat.Time.Advance(TimeLimit.SecondLook);
        await late.ExpectLineAsync("No name was entered in time. Connect again when you are ready.");
        await late.ExpectClosedAsync();

        async Task<MemoryChatClient> WaitToBeTriedAsync(string name, int count)
        {
            var client = chat.ConnectFrom(Here);
            await client.ExpectAsync(ChatClient.Prompt);
            await client.TypeLineAsync(name);
            await chat.ExpectReachedAsync(ChatLimit.SignOnsPerSecondPerAddress, count);
            return client;
        }
    }

    [Fact]
    public async Task Connections_are_refused_when_an_address_opens_too_many_a_second()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.ConnectionsPerSecondPerAddress = 1);
        for (int i = 0; i < 8; i++)
        {
            await using var visitor = chat.ConnectFrom(Here);
            await visitor.ExpectAsync(ChatClient.Prompt);
        }

        await chat.ExpectCountAsync("linechat.connections", 0);
        var tooMany = chat.ConnectFrom(Here);
        await tooMany.ExpectLineAsync("There are too many connections from your address. Close one, and try again.");
        await tooMany.ExpectClosedAsync();
        await chat.ExpectReachedAsync(ChatLimit.ConnectionsPerSecondPerAddress);
        await chat.ExpectReachedAsync(ChatLimit.ConnectionsPerAddress, 0);
        await chat.ConnectFrom(Elsewhere).ExpectAsync(ChatClient.Prompt);
        chat.Time.Advance(Second);
        await chat.ConnectFrom(Here).ExpectAsync(ChatClient.Prompt);
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("x\n", count));

    private static async Task SignOnAsync(MemoryChatClient client, string name, MemoryChatClient witness)
    {
        await client.SignOnAsync(name);
        await witness.ExpectLineAsync($"+++ {name} arrived +++");
    }
}
