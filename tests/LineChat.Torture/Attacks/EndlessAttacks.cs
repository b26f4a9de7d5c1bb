using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients that send too much of something.</summary>
internal static class EndlessAttacks
{
    private const int MaxLineLength = 4096;
    private const int Megabyte = 1024 * 1024;
    private const string Goodbye = "More than 16,384 bytes came without a line end. Goodbye.\r\n";

    // What the server reads after its goodbye, and the system takes for both.
    private const int MostTaken = 32 * Megabyte;

    private static readonly byte[] Letters = [.. Enumerable.Repeat((byte)'x', 64 * 1024)];
    private static readonly byte[] EmptyLines = [.. Enumerable.Repeat("\r\n"u8.ToArray(), 32 * 1024).SelectMany(end => end)];
    private static readonly byte[] Wishes = [.. Enumerable.Repeat("no name!\r\n"u8.ToArray(), 6 * 1024).SelectMany(line => line)];

    /// <summary>Never ends its first line.</summary>
    public static async Task NeverEndNameAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.ReadUntilAsync(Attacker.Prompt);
        var read = attacker.ReadToEndAsync();
        Assert.False(await FillAsync(attacker, Letters, MostTaken), "The server takes whatever comes, though it has said goodbye.");
        Assert.EndsWith(Goodbye, await read, StringComparison.Ordinal);
    }

    /// <summary>Signs on, and doesn't end its next line for long. It sends no more then, or the reset for what is too much could overtake the goodbye behind other people's lines.</summary>
    public static async Task NeverEndLineAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, ordeal.NewName("endless"));
        await attacker.SendAsync(Letters);
        await attacker.ReadUntilAsync(Goodbye);
        await attacker.ReadToEndAsync(); // what others said meanwhile, or how much of it was skipped
    }

    /// <summary>Tries names that are none until it is too many tries, and goes on sending them.</summary>
    public static async Task TryNamesAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await FillAsync(attacker, random.Next(2) == 0 ? EmptyLines : Wishes, Megabyte);
        Assert.EndsWith("Too many tries. Connect again to choose another name.\r\n", await attacker.ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>Says lines that are too long: they are cut, and it is told so each time.</summary>
    public static async Task SayLongLinesAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("long");
        string cut = new('x', MaxLineLength);
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> {cut}");
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        for (int i = 0; i < 3; i++)
        {
            await attacker.TypeAsync(cut + new string('y', random.Next(1, 3 * MaxLineLength)));
            await attacker.ReadUntilAsync("Your line was too long. Only its first 4,096 bytes were said.\r\n");
        }

        await heard;
    }

    /// <summary>Sends so many empty lines, which say nothing, and then one that says something.</summary>
    public static async Task SayNothingAsync(Ordeal ordeal, int lines)
    {
        string name = ordeal.NewName("silent");
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> done");
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        attacker.ReadBeside();
        Assert.True(await FillAsync(attacker, EmptyLines, 2 * lines));
        await attacker.TypeAsync("done");
        await heard;
        Assert.Equal(1, ordeal.Ann.Hearing.CountOf(name));
    }

    /// <inheritdoc cref="SayNothingAsync(Ordeal, int)"/>
    public static Task SayNothingAsync(Ordeal ordeal, Random random) => SayNothingAsync(ordeal, random.Next(20_000));

    /// <returns>Whether the server took it all.</returns>
    private static async Task<bool> FillAsync(Attacker attacker, byte[] bytes, int length)
    {
        for (int sent = 0; sent < length; sent += bytes.Length)
        {
            if (!await attacker.TrySendAsync(bytes[..Math.Min(bytes.Length, length - sent)])) return false;
        }

        return true;
    }
}
