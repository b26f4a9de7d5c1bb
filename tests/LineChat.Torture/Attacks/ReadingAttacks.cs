using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Members that say more than others can read, and members that don't read.</summary>
internal static class ReadingAttacks
{
    private const int LinesAtOnce = 100;

    private static readonly string Filling = new('x', 990);

    /// <summary>Says so many lines of a kilobyte, as fast as the witnesses hear them.</summary>
    public static async Task FloodAsync(Ordeal ordeal, int lines)
    {
        string name = ordeal.NewName("flood");
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        attacker.ReadBeside();
        for (int said = 0; said < lines;)
        {
            await attacker.SendAsync(string.Concat(Enumerable.Range(said, LinesAtOnce).Select(number => $"{number} {Filling}\r\n")));
            said += LinesAtOnce;
            await ordeal.Ann.Hearing.UntilAsync(
                () => ordeal.Ann.Hearing.CountOf(name) == said && ordeal.Ben.Hearing.CountOf(name) == said,
                () => $"The witnesses have heard {ordeal.Ann.Hearing.CountOf(name)} and {ordeal.Ben.Hearing.CountOf(name)} of {said} lines of {name}.");
        }

        var gone = ordeal.Ann.Hearing.LineAsync($"--- {name} left ---");
        await attacker.TypeAsync("/quit");
        await gone;
    }

    /// <inheritdoc cref="FloodAsync(Ordeal, int)"/>
    public static Task FloodAsync(Ordeal ordeal, Random random) => FloodAsync(ordeal, random.Next(1, 5) * LinesAtOnce);

    /// <summary>Never reads a byte after its welcome, until the others are told that it has left.</summary>
    public static async Task StallAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("stalled");
        var gone = Task.WhenAll(ordeal.Ann.Hearing.LineAsync($"--- {name} left ---"), ordeal.Ben.Hearing.LineAsync($"--- {name} left ---"));
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name, receiveBuffer: 2048);
        await gone;
    }
}
