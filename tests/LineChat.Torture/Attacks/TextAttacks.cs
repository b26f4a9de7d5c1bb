using System.Text;
using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Members that say what would do harm to a terminal, or pass for somebody else's words. What reaches the others is for the witnesses to judge.</summary>
internal static class TextAttacks
{
    /// <summary>A name that nobody ever has.</summary>
    public const string Forged = "Forged";

    private const int NoisyLines = 100;

    // Before a forged notice, and meant to bring it to the beginning of a line.
    private static readonly byte[][] Tricks =
    [
        .. new[]
        {
            "\r", "\n", "\r\0", "\n\r", "x\u000B", "x\u000C", "x\u001B[1000D", "x\u001B[2J\u001B[H", "x\u001BE", "x\u001BD\r", "x\u0085", "x\u2028", "x\u2029", "x\u009B1G",
            "x\u0084", "x\u008D", "\u202E", "\u2066x\u2069", "\u001B]0;title\u0007", "\u009D0;title\u009C", "\u001B[8m", "\0\0\0", "/me \r", "/me x\u2028", "/msg Ann x\r", "/msg Ann x\u0085",
        }.Select(Encoding.UTF8.GetBytes),
        [.. "x"u8, .. Enumerable.Repeat((byte)8, 100)],
        [.. "x"u8, .. Enumerable.Repeat((byte)127, 100)],
        [(byte)'x', 0x9B, (byte)'1', (byte)'G'],
        [(byte)'x', 0xC0, 0x8A], // an overlong LF
        [(byte)'x', 0xE0, 0x80, 0x8D], // an overlong CR
        [(byte)'x', 0xF0, 0x80, 0x80, 0x8A],
        [0xED, 0xA0, 0x8D, 0xED, 0xB0, 0x8A], // surrogates
        [0xF4, 0x90, 0x80, 0x80], // beyond U+10FFFF
        [0xFE, 0xFF, 0xFF, 0x0A],
        [0xC3], [0xE2, 0x80], [0xF0, 0x9F, 0x98], // unfinished
    ];

    private static readonly byte[] Notice = Encoding.UTF8.GetBytes($"+++ {Forged} arrived +++\r\n");

    private static readonly byte[] Words = Encoding.UTF8.GetBytes($"{Forged}> hello\r\n");

    /// <summary>Tries every trick, before it signs on and after.</summary>
    public static async Task ForgeAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("forger");
        var heard = Task.WhenAll(ordeal.Ann.Hearing.LineAsync($"{name}> done"), ordeal.Ben.Hearing.LineAsync($"{name}> done"));
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        attacker.ReadBeside();
        // Three names at most in each, so that there are not too many tries.
        foreach (byte[] trick in random.GetItems(Tricks, 3)) await attacker.SendAsync([(byte)'!', .. trick, .. "+++\r\n"u8]);
        await attacker.TypeAsync(name);
        foreach (byte[] trick in Tricks)
        {
            await attacker.SendAsync([.. trick, .. Notice]);
            await attacker.SendAsync([.. trick, .. Words]);
        }

        await attacker.TypeAsync("done");
        await heard;
    }

    /// <summary>Takes names that are no names.</summary>
    public static async Task RenameAsync(Ordeal ordeal, Random random)
    {
        string next = ordeal.NewName("renamed");
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, ordeal.NewName("renamer"));
        attacker.ReadBeside();
        foreach (byte[] trick in Tricks) await attacker.SendAsync([.. "/nick "u8, .. trick, .. "> x\r\n"u8]);
        foreach (string wish in (string[])["Ann", "BEN", "Ａｎｎ", "\u0410nn", "A\u200Bnn", "Ann\u202E", $"\u05D0{next}", "+++", "", new string('x', 10_000), "z" + new string('\u0301', 100)])
        {
            await attacker.SendAsync(Encoding.UTF8.GetBytes($"/nick {wish}\r\n"));
        }

        await attacker.TypeAsync($"/nick {next}"); // from whichever name the tricks have left
        await ordeal.Ben.Hearing.UntilAsync(() => ordeal.Ben.Hearing.Present.Contains(next), () => $"Nobody was told of {next}.");
    }

    /// <summary>Says noise, line by line.</summary>
    public static async Task SayNoiseAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("noisy");
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> done");
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        attacker.ReadBeside();
        for (int i = 0; i < NoisyLines; i++)
        {
            byte[] noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            noise.AsSpan().Replace((byte)4, (byte)'d'); // leaves on an empty line
            noise.AsSpan().Replace((byte)3, (byte)'c'); // so does this one, and drops what waits
            noise.AsSpan().Replace((byte)255, (byte)'i'); // telnet has its own attackers
            noise.AsSpan().Replace((byte)'/', (byte)'s'); // commands are for others
            await attacker.SendAsync([.. noise, (byte)'\n']);
        }

        await attacker.TypeAsync("done");
        await heard;
    }
}
