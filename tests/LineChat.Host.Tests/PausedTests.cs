using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

/// <summary>A process that is stopped for longer than its limits, and goes on (job control, a debugger, a machine that sleeps).</summary>
public sealed class PausedTests
{
    private const int Readers = 20;

    [Fact]
    public async Task Who_takes_everything_while_the_server_stands_still_is_not_disconnected()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--lines-per-second", "0", "--stall-timeout", "2");
        using var ann = await LineClient.SignOnAsync(host.Port, "Ann", "Welcome, Ann! 1 here: Ann. Type /help for commands.");
        var readers = new List<LineClient>();
        for (int i = 0; i < Readers; i++)
        {
            readers.Add(await LineClient.ConnectAsync(host.Port, receiveBuffer: 4096));
            await readers[i].TypeAsync($"r{i}");
            await ann.ExpectLineAsync($"+++ r{i} arrived +++");
        }

        for (int i = 0; i < 100; i++) await ann.TypeAsync(new string('x', 4000)); // more than the system takes for each
        await ann.TypeAsync("/who");
        await ann.ExpectSoonerOrLaterAsync("21 here:");
        await host.SignalAsync("STOP");
        var all = Task.WhenAll(readers.Select(reader => reader.ExpectSoonerOrLaterAsync("the end")));
        await Task.Delay(TimeSpan.FromSeconds(5)); // of standing still: more than twice what a reader may take nothing
        await host.SignalAsync("CONT");
        await ann.TypeAsync("the end");
        await all;
        await ann.TypeAsync("/who");
        await ann.ExpectSoonerOrLaterAsync("21 here:");
        foreach (var reader in readers) reader.Dispose();
    }

    [Fact]
    public async Task Who_types_a_name_while_the_server_stands_still_is_in_time()
    {
        using var host = await HostProcess.StartAsync("--port", "0", "--sign-on-timeout", "1");
        for (int i = 0; i < 5; i++)
        {
            using var zoe = await LineClient.ConnectAsync(host.Port);
            await zoe.ExpectAsync("Please enter your name: ");
            await host.SignalAsync("STOP");
            await zoe.TypeAsync("Zoe");
            await Task.Delay(TimeSpan.FromSeconds(2.5));
            await host.SignalAsync("CONT");
            await zoe.ExpectLineAsync("Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
            await zoe.TypeAsync("/quit");
            await zoe.ExpectEndAsync();
        }
    }
}
