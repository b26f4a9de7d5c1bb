using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class RealTelnetTests
{
    private const string Backspace = "\x7f";
    private const string ControlC = "\x03";
    private const string ControlD = "\x04";

    // Telnet takes some of the bytes of these letters for control keys: docs/design.md.
    private const string Letters = "Übung für SÃO カタカナ ✓";

    [RealTelnetFact]
    public async Task Telnet_and_netcat_talk_and_no_letter_is_lost()
    {
        using var host = await HostProcess.StartAsync("--port", "0");
        using var kim = await NetcatAsync(host);
        using var zoe = await TelnetAsync(host, typed: $"Zox{Backspace}e\r");
        await kim.ExpectAsync("+++ Zoe arrived +++\r\n");

        await zoe.TypeAsync($"helo{Backspace}lo, Kim\r");
        await kim.ExpectAsync("Zoe> hello, Kim\r\n");
        await zoe.TypeAsync(Letters + "\r"); // repaired by the server, which then asks for clean bytes
        await kim.ExpectAsync($"Zoe> {Letters}\r\n");
        await zoe.TypeAsync(Letters + "\r");
        await kim.ExpectAsync($"Zoe> {Letters}\r\n");

        await kim.TypeAsync(Letters + "\n");
        await zoe.ExpectSoonerOrLaterAsync($"Kim> {Letters}\r\n");
        await zoe.TypeAsync("/quit\r");
        await zoe.ExpectExitAsync();
        await kim.ExpectAsync("--- Zoe left ---\r\n");
    }

    [RealTelnetFact]
    public async Task Control_C_leaves() => await AssertLeavesAsync(ControlC);

    [RealTelnetFact]
    public async Task Control_D_leaves() => await AssertLeavesAsync(ControlD);

    [RealTelnetFact]
    public async Task Control_C_leaves_after_letters_that_were_taken_for_it() => await AssertLeavesAsync(ControlC, said: Letters);

    private static async Task AssertLeavesAsync(string key, string said = "hello")
    {
        using var host = await HostProcess.StartAsync("--port", "0");
        using var kim = await NetcatAsync(host);
        using var zoe = await TelnetAsync(host, typed: "Zoe\r");
        await kim.ExpectAsync("+++ Zoe arrived +++\r\n");
        await zoe.TypeAsync(said + "\r");
        await kim.ExpectAsync($"Zoe> {said}\r\n");

        await zoe.TypeAsync(key);
        await kim.ExpectAsync("--- Zoe left ---\r\n");
        await zoe.ExpectSoonerOrLaterAsync("Connection closed by foreign host.");
        await zoe.ExpectExitAsync();
    }

    private static async Task<Terminal> NetcatAsync(HostProcess host)
    {
        var kim = Terminal.Netcat(host.Port);
        await kim.ExpectAsync("Please enter your name: ");
        await kim.TypeAsync("Kim\n");
        await kim.ExpectAsync("Welcome, Kim! 1 here: Kim. Type /help for commands.\r\n");
        return kim;
    }

    private static async Task<Terminal> TelnetAsync(HostProcess host, string typed)
    {
        var zoe = Terminal.Telnet(host.Port);
        await zoe.ExpectSoonerOrLaterAsync("Please enter your name: ");
        await zoe.TypeAsync(typed);
        await zoe.ExpectSoonerOrLaterAsync("Welcome, Zoe! 2 here: Kim, Zoe. Type /help for commands.\r\n");
        return zoe;
    }
}
