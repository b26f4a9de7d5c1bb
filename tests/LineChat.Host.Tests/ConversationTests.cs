using System.Net;
using System.Net.Sockets;
using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class ConversationTests
{
    [Fact]
    public Task Two_clients_talk() => AssertTheyTalkAsync(IPAddress.Loopback, IPAddress.Loopback);

    [IPv6Fact]
    public Task Two_clients_talk_over_IPv6() => AssertTheyTalkAsync(IPAddress.IPv6Loopback, IPAddress.IPv6Loopback);

    [IPv6Fact]
    public Task Two_clients_talk_over_IPv4_and_IPv6() => AssertTheyTalkAsync(IPAddress.Loopback, IPAddress.IPv6Loopback);

    [IPv6Fact]
    public async Task Every_address_means_both_families()
    {
        using var host = await HostProcess.StartAsync("--listen", "[::]:0");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.", IPAddress.Loopback);
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 2 here: Zoe, Ben. Type /help for commands.", IPAddress.IPv6Loopback);

        await zoe.ExpectLineAsync("+++ Ben arrived +++");
    }

    [Fact]
    public async Task One_connection_too_many_is_told_so_and_closed()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--max-connections", "1");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
        using var ben = await LineClient.ConnectAsync(host.Port);

        await ben.ExpectLineAsync("The chat is full. Please come back later.");
        await ben.ExpectEndAsync();
    }

    [Fact]
    public async Task Who_enters_no_name_in_time_is_told_so_and_closed()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--sign-on-timeout", "0.2");
        using var client = await LineClient.ConnectAsync(host.Port);

        await client.ExpectAsync("Please enter your name: ");
        await client.ExpectAsync("No name was entered in time. Connect again when you are ready.\r\n");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task A_newcomer_is_shown_as_much_of_the_past_as_the_operator_wants()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--history", "2");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
        foreach (string line in new[] { "one", "two", "three", "/who" }) await zoe.TypeAsync(line);
        await zoe.ExpectLineAsync("1 here: Zoe."); // an answer to the last means that the room has them all

        using var ben = await LineClient.ConnectAsync(host.Port);
        await ben.ExpectAsync("Please enter your name: ");
        await ben.TypeAsync("Ben");
        await ben.ExpectLineAsync("Zoe> two");
        await ben.ExpectLineAsync("Zoe> three");
        await ben.ExpectLineAsync("Welcome, Ben! 2 here: Zoe, Ben. Type /help for commands.");
    }

    private static async Task AssertTheyTalkAsync(IPAddress first, IPAddress second)
    {
        using var host = await HostProcess.StartAsync("--port", "0");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.", first);
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 2 here: Zoe, Ben. Type /help for commands.", second);

        await zoe.ExpectLineAsync("+++ Ben arrived +++");
        await zoe.TypeAsync("Guten Tag, Ben ✓");
        await ben.ExpectLineAsync("Zoe> Guten Tag, Ben ✓");
        await ben.TypeAsync("hello");
        await zoe.ExpectLineAsync("Ben> hello");
        await ben.TypeAsync("/quit");
        await ben.ExpectEndAsync();
        await zoe.ExpectLineAsync("--- Ben left ---");
    }

    [Fact]
    public async Task Who_sends_telnet_commands_without_a_pause_keeps_nobody_waiting()
    {
        using var host = await HostProcess.StartAsync("--port", "0");
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 1 here: Ben. Type /help for commands.");
        using var flooder = new TcpClient();
        await flooder.ConnectAsync(IPAddress.Loopback, host.Port);
        var stream = flooder.GetStream();
        byte[] noOperations = [.. Enumerable.Range(0, 65_536).Select(i => (byte)(i % 2 == 0 ? 255 : 241))];
        using var over = new CancellationTokenSource();
        var flood = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested) await stream.WriteAsync(noOperations);
        });

        for (int i = 0; i < 20; i++)
        {
            await ben.TypeAsync("/who");
            await ben.ExpectLineAsync("1 here: Ben.");
        }

        Assert.False(flood.IsCompleted);
        await over.CancelAsync();
        await flood;
    }
}
