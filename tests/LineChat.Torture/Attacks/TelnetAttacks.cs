using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients that do with telnet's commands what no client does. The bytes are named as in RFC 854.</summary>
internal static class TelnetAttacks
{
    private const byte InterpretAsCommand = 255;
    private const byte Dont = 254;
    private const byte Do = 253;
    private const byte Wont = 252;
    private const byte Will = 251;
    private const byte Subnegotiation = 250;
    private const byte EraseLine = 248;
    private const byte EraseCharacter = 247;
    private const byte AreYouThere = 246;
    private const byte SubnegotiationEnd = 240;
    private const byte TimingMark = 6;

    // Each of the 256 options is refused once in each direction.
    private const int MostRefusals = 2 * 256 * 3;

    private static readonly byte[] Verbs = [Will, Wont, Do, Dont];

    /// <summary>Negotiates about every option with every verb, three times, before the prompt can have come; and signs on all the same.</summary>
    public static Task StormWholeAsync(Ordeal ordeal, Random random) => StormAsync(ordeal, random, rounds: 3, (attacker, storm) => attacker.SendAsync(storm));

    /// <summary>The same once, each byte by itself.</summary>
    public static Task StormByteByByteAsync(Ordeal ordeal, Random random) => StormAsync(ordeal, random, rounds: 1, (attacker, storm) => attacker.DripAsync(storm));

    /// <summary>Answers each refusal by asking for the same once more, hundreds of times: it is heard once.</summary>
    public static async Task AnswerAnswersAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.ReadUntilAsync(Attacker.Prompt);
        byte[] asked = [.. Enumerable.Range(0, 256).Where(option => option != TimingMark).SelectMany(option => (byte[])[InterpretAsCommand, Do, (byte)option])];
        long answered = attacker.Received + (255 * 3);
        await attacker.SendAsync(asked);
        while (attacker.Received < answered)
        {
            byte[] answer = [.. (await attacker.ReadAsync()).Select(c => (byte)c)];
            Assert.NotEmpty(answer); // or the server has closed
            for (int i = 0; i < answer.Length; i++)
            {
                if (answer[i] == Wont && i > 0 && answer[i - 1] == InterpretAsCommand) answer[i] = random.Next(2) == 0 ? Do : Dont;
            }

            await attacker.SendAsync(answer); // cut wherever it was
        }

        for (int i = 0; i < 100; i++) await attacker.SendAsync(asked);
        await attacker.SendAsync(InterpretAsCommand, AreYouThere);
        await attacker.ReadUntilAsync("[Yes]\r\n");
        Assert.Equal(answered + 7, attacker.Received);
    }

    /// <summary>Begins a subnegotiation, and others in it, and ends none.</summary>
    public static async Task NeverEndSubnegotiationAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        byte[] nested = [.. Enumerable.Repeat<byte[]>([InterpretAsCommand, Subnegotiation, 24, InterpretAsCommand, InterpretAsCommand, 1], 100).SelectMany(bytes => bytes)];
        while (await attacker.TrySendAsync(nested))
        {
        }

        Assert.Equal(Attacker.Prompt, await attacker.ReadToEndAsync());
    }

    /// <summary>Negotiates in the middle of its name, and is known by the whole.</summary>
    public static async Task NegotiateWithinNameAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("negotiator");
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        foreach (char c in name)
        {
            byte option = (byte)random.Next(256);
            await attacker.SendAsync(
            [
                (byte)c,
                InterpretAsCommand, Verbs[random.Next(4)], option,
                InterpretAsCommand, Subnegotiation, option, (byte)'\r', (byte)'\n', InterpretAsCommand, InterpretAsCommand, InterpretAsCommand, SubnegotiationEnd,
            ]);
        }

        await attacker.SendAsync("\r\n");
        await attacker.ReadUntilAsync($"Welcome, {name}!");
    }

    /// <summary>Sends each character as it is typed, and erases in every way there is. What is left is heard.</summary>
    public static async Task TypeAndEraseAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("typist");
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> héllo ✓");
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        byte[][] erasings = [[8], [127], [InterpretAsCommand, EraseCharacter]];
        byte[] EraseOne() => erasings[random.Next(erasings.Length)];

        await attacker.DripAsync([.. "nobody"u8]);
        await attacker.DripAsync(InterpretAsCommand, EraseLine);
        foreach (char c in name) await attacker.DripAsync([(byte)'x', .. EraseOne(), (byte)c]);
        await attacker.DripAsync([.. "é✓"u8, .. EraseOne(), .. EraseOne(), (byte)'\r', 0]);
        await attacker.ReadUntilAsync($"Welcome, {name}!");
        attacker.ReadBeside();
        for (int i = 0; i < 50; i++) await attacker.DripAsync(EraseOne()); // nothing to erase
        await attacker.DripAsync([.. "hé"u8, .. "é"u8, .. EraseOne(), .. "lp"u8, .. EraseOne(), .. "lo ✓"u8, (byte)'\r', 0]);
        await heard;
    }

    /// <summary>Asks whether somebody is there, all the time, and reads the answers.</summary>
    public static Task AskWhetherThereAsync(Ordeal ordeal, Random random) => AskWhetherThereAsync(ordeal, random.Next(2) == 0 ? ordeal.NewName("asker") : null, 200, null);

    /// <summary>Asks so many times, and makes sure that it is not answered faster than at a pace.</summary>
    public static async Task AskWhetherThereAsync(Ordeal ordeal, string? name, int times, int? linesPerSecond)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.ReadUntilAsync(Attacker.Prompt);
        if (name is not null) await attacker.TypeAsync(name);
        long start = Environment.TickCount64;
        for (int i = 0; i < times; i++) await attacker.SendAsync(InterpretAsCommand, AreYouThere);
        for (int i = 0; i < times; i++)
        {
            await attacker.ReadUntilAsync("[Yes]");
            if (linesPerSecond is { } pace) Assert.True(i <= 20 + (pace * ((Environment.TickCount64 - start) / 1000.0 + 0.1)), $"Answer {i} came too soon.");
        }
    }

    private static async Task StormAsync(Ordeal ordeal, Random random, int rounds, Func<Attacker, byte[], Task> send)
    {
        byte[][] commands = [.. Verbs.SelectMany(verb => Enumerable.Range(0, 256).Select(option => (byte[])[InterpretAsCommand, verb, (byte)option]))];
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        for (int round = 0; round < rounds; round++)
        {
            random.Shuffle(commands);
            await send(attacker, [.. commands.SelectMany(command => command)]);
        }

        await attacker.SendAsync(InterpretAsCommand, AreYouThere);
        await attacker.ReadUntilAsync("[Yes]\r\n");
        int marks = rounds * 3; // a timing mark is answered each time
        Assert.Equal(Attacker.Prompt.Length + MostRefusals - 3 + marks + 7, attacker.Received);
        string name = ordeal.NewName("storm");
        await attacker.TypeAsync(name);
        await attacker.ReadUntilAsync($"Welcome, {name}!");
    }
}
