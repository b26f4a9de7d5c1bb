using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class StoppingTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_says_goodbye_to_everybody_and_frees_the_port(string signal)
    {
        using var host = await HostProcess.StartAsync("--port", "0");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
        using var nobody = await LineClient.ConnectAsync(host.Port);
        await nobody.ExpectAsync("Please enter your name: ");

        await host.SignalAsync(signal);
        await zoe.ExpectLineAsync("*** The server is stopping. ***");
        await zoe.ExpectEndAsync();
        await nobody.ExpectLineAsync("*** The server is stopping. ***");
        await nobody.ExpectEndAsync();
        zoe.Dispose();
        nobody.Dispose();
        Assert.Equal(0, await host.ExitAsync());
        Assert.Equal("", await host.StandardErrorAsync());

        using var next = await HostProcess.StartAsync("--port", $"{host.Port}");
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 1 here: Ben. Type /help for commands.");
    }

    [Fact]
    public async Task A_client_that_does_not_close_does_not_keep_the_server()
    {
        using var host = await HostProcess.StartAsync("--port", "0");
        using var zoe = await LineClient.SignOnAsync(host.Port, "Zoe", "Welcome, Zoe! 1 here: Zoe. Type /help for commands.");

        await host.SignalAsync("TERM");
        Assert.Equal(0, await host.ExitAsync());
    }

    [Fact]
    public async Task A_reader_that_has_stopped_is_given_the_flush_timeout_and_no_more()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--lines-per-second", "0");
        using var stalled = await LineClient.SignOnAsync(host.Port, "Ann", "Welcome, Ann! 1 here: Ann. Type /help for commands.");
        using var ben = await LineClient.SignOnAsync(host.Port, "Ben", "Welcome, Ben! 2 here: Ann, Ben. Type /help for commands.");
        string line = new('x', 4000); // more of them than the system takes for somebody who doesn't read
        for (int i = 0; i < 50; i++)
        {
            for (int k = 0; k < 100; k++) await ben.TypeAsync(line);
            await ben.TypeAsync("/who"); // so that Ben himself does not fall behind
            await ben.ExpectLineAsync("2 here: Ann, Ben.");
        }

        await host.SignalAsync("TERM");
        await ben.ExpectLineAsync("*** The server is stopping. ***");
        Assert.Equal(0, await host.ExitAsync());
    }
}
