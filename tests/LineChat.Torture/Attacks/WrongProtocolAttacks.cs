using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients that came to the wrong port: what they say first is no name.</summary>
internal static class WrongProtocolAttacks
{
    private const int Noise = 256 * 1024;

    /// <summary>Begins a TLS handshake, and is told in TLS that this won't do.</summary>
    public static async Task SayHelloInTlsAsync(Ordeal ordeal, Random random)
    {
        byte[] hello = new byte[517];
        random.NextBytes(hello);
        new byte[] { 0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3 }.CopyTo(hello, 0);
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.SendAsync(hello);
        Assert.Equal(Attacker.Prompt + "\u0015\u0003\u0001\u0000\u0002\u0002\u0046", await attacker.ReadToEndAsync());
    }

    /// <summary>Asks for a page, and is told in HTTP what this is.</summary>
    public static async Task AskForPageAsync(Ordeal ordeal, Random random)
    {
        string method = random.Next(2) == 0 ? "GET" : "POST";
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.SendAsync($"{method} /{random.Next()} HTTP/1.1\r\nHost: localhost:{ordeal.Port}\r\nContent-Length: 5\r\n\r\nhello");
        string answer = await attacker.ReadToEndAsync();
        Assert.StartsWith(Attacker.Prompt + "HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("Reach it with telnet or netcat.\n", answer, StringComparison.Ordinal);
    }

    /// <summary>Waits for an SSH server's banner until the time to sign on is over.</summary>
    public static async Task WaitForSshAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.SendAsync("SSH-2.0-OpenSSH_9.6p1 Debian\r\n");
        await attacker.ReadUntilAsync(" can't be in a name; use letters, digits and _ - .");
        Assert.EndsWith("No name was entered in time. Connect again when you are ready.\r\n", await attacker.ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>Sends noise as fast as it is taken. Some of it may happen to be a name, and lines.</summary>
    public static async Task MakeNoiseAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        attacker.ReadBeside();
        byte[] noise = new byte[8 * 1024];
        for (int sent = 0; sent < Noise; sent += noise.Length)
        {
            random.NextBytes(noise);
            if (!await attacker.TrySendAsync(noise)) return;
        }
    }
}
