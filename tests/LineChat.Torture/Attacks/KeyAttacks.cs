using System.Text;
using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients that send what a terminal's keys send (ECMA-48), whole and in part, and clients that paste.</summary>
internal static class KeyAttacks
{
    private const int PastedLines = 3000;

    // Each up to its end. What begins with one character of C1 is sent as UTF-8.
    private static readonly string[] Sequences =
    [
        "\u001b[A", "\u001b[1;5C", "\u001b[3~", "\u001b[200~", "\u001b[201~", "\u001b[?1;2c", "\u001b[12;40R", "\u001b[ q", "\u001bOP", "\u001bOM", "\u001b7", "\u001bM", "\u001b(B", "\u001b#8", "\u001b%G",
        "\u001b]0;a title\u0007", "\u001b]8;;http://example.org\u001b\\", "\u001b]10;rgb:ffff/ffff/ffff\u001b\\", "\u001bP1$r0m\u001b\\", "\u001bPq#0;2;0;0;0\u001b\\", "\u009b31m", "\u009b200~", "\u008fP", "\u009d0;a title\u009c",
        "\u0090q#1\u009c",
    ];

    /// <summary>Types each sequence in the middle of a word, cut at every byte: what is heard is the word.</summary>
    public static async Task CutAsync(Ordeal ordeal, Random random)
    {
        using var typist = await Typist.SignOnAsync(ordeal);
        foreach (byte[] sequence in Sequences.Select(Encoding.UTF8.GetBytes))
        {
            for (int cut = 0; cut <= sequence.Length; cut++) await typist.TypeAsync([.. "left"u8, .. sequence[..cut]], [.. sequence[cut..], .. "right"u8], "leftright");
        }

        await typist.CompareAsync();
    }

    /// <summary>Ends the line after each part of each sequence: what is heard is what stands before it.</summary>
    public static async Task BreakOffAsync(Ordeal ordeal, Random random)
    {
        using var typist = await Typist.SignOnAsync(ordeal);
        foreach (string sequence in Sequences)
        {
            for (int cut = 1; cut < sequence.Length; cut++) await typist.TypeAsync(Encoding.UTF8.GetBytes("before" + sequence[..cut]), [], "before");
        }

        await typist.CompareAsync();
    }

    /// <summary>Pastes as terminals do that tell the beginning and the end of what is pasted: the text alone is heard.</summary>
    public static async Task PasteInBracketsAsync(Ordeal ordeal, Random random)
    {
        using var typist = await Typist.SignOnAsync(ordeal);
        byte[] begin = [.. "\u001b[200~first"u8];
        byte[] end = [.. "last\u001b[201~"u8];
        for (int cut = 0; cut <= end.Length; cut++)
        {
            await typist.TypeAsync(begin[..cut], begin[cut..], "first");
            await typist.TypeAsync(end[..cut], end[cut..], "last");
        }

        await typist.CompareAsync();
    }

    /// <summary>Pastes thousands of lines and then vanishes, by a reset or by closing: no more of them is said.</summary>
    public static async Task PasteAndVanishAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("pasted");
        var gone = Task.WhenAll(ordeal.Ann.Hearing.LineAsync($"--- {name} left ---"), ordeal.Ben.Hearing.LineAsync($"--- {name} left ---"));
        using var attacker = await PasteAsync(ordeal, name, random);
        if (random.Next(2) == 0) attacker.Reset();
        else attacker.Dispose();
        await gone;
    }

    /// <summary>Pastes thousands of lines and then interrupts, as Ctrl-C in a telnet client does (RFC 854, IAC IP and a timing mark): no more of them is said, and the next line is.</summary>
    public static async Task PasteAndInterruptAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("pasted");
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> sorry");
        using var attacker = await PasteAsync(ordeal, name, random);
        attacker.ReadBeside();
        await attacker.SendAsync(255, 244, 255, 253, 6);
        long before = ordeal.Ann.Hearing.CountOf(name);
        await attacker.TypeAsync("sorry");
        await heard;
        long said = ordeal.Ann.Hearing.CountOf(name) - before;
        Assert.True(said < 20, $"{said} lines were said after the interrupt.");
        attacker.Reset();
    }

    // What is pasted is short, so that the server has been told all of it.
    private static async Task<Attacker> PasteAsync(Ordeal ordeal, string name, Random random)
    {
        var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        string line = new('p', random.Next(1, 4));
        await attacker.SendAsync(string.Concat(Enumerable.Repeat($"{line}\n", PastedLines)));
        await ordeal.Ann.Hearing.UntilAsync(() => ordeal.Ann.Hearing.CountOf(name) > 0, () => $"Nothing of {name} was heard.");
        return attacker;
    }

    /// <summary>Says lines, each by itself, and compares what a witness hears.</summary>
    private sealed class Typist : IDisposable
    {
        private const string Last = "done";

        private readonly Ordeal _ordeal;
        private readonly string _name;
        private readonly Attacker _attacker;
        private readonly List<string> _expected = [];

        private Typist(Ordeal ordeal, string name, Attacker attacker)
        {
            _ordeal = ordeal;
            _name = name;
            _attacker = attacker;
        }

        public static async Task<Typist> SignOnAsync(Ordeal ordeal)
        {
            string name = ordeal.NewName("typist");
            ordeal.Ann.Hearing.Record(name);
            var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
            attacker.ReadBeside();
            return new(ordeal, name, attacker);
        }

        /// <summary>Sends a line in two pieces.</summary>
        public async Task TypeAsync(byte[] first, byte[] second, string heard)
        {
            _expected.Add(heard);
            await _attacker.SendAsync(first);
            await _attacker.SendAsync([.. second, .. "\r\n"u8]);
        }

        public async Task CompareAsync()
        {
            var heard = _ordeal.Ann.Hearing.LineAsync($"{_name}> {Last}");
            await _attacker.TypeAsync(Last);
            await heard;
            Assert.Equal([.. _expected, Last], _ordeal.Ann.Hearing.Recorded(_name));
        }

        public void Dispose() => _attacker.Dispose();
    }
}
