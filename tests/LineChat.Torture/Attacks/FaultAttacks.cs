using System.Net.Sockets;
using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Connections that end as none should, at every stage of a conversation.</summary>
internal static class FaultAttacks
{
    private static readonly TimeSpan VanishedAtMost = TimeSpan.FromMinutes(2);

    /// <summary>Resets the connection before the prompt, in the middle of a name, at signing on, in the middle of a line, or with unread lines.</summary>
    public static async Task ResetAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("reset");
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        switch (random.Next(6))
        {
            case 0:
                break;

            case 1:
                await attacker.SendAsync(name[..3]);
                break;

            case 2:
                await attacker.TypeAsync(name);
                break;

            case 3:
                await attacker.SendAsync($"{name}\r\nhello\r\nand ");
                await attacker.ReadUntilAsync("Welcome");
                break;

            case 4:
                await attacker.SendAsync($"{name}\r\n/who\r\n/help\r\n");
                await ordeal.Ann.Hearing.OtherAsync();
                break;

            default:
                await attacker.TypeAsync(name);
                await attacker.ReadUntilAsync("Welcome");
                await ordeal.Ann.Hearing.OtherAsync();
                await attacker.TrySendAsync([255, 244]); // leaves, and is away before the goodbye
                break;
        }

        attacker.Reset();
    }

    /// <summary>Ends its side behind its last line, and reads on: it is heard, and gets what it is owed.</summary>
    public static async Task EndSendingAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("half");
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> goodbye");
        var gone = ordeal.Ben.Hearing.LineAsync($"--- {name} left ---");
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.SendAsync($"{name}\r\ngoodbye\r\n/help\r\n");
        attacker.Shutdown(SocketShutdown.Send);
        await attacker.ReadUntilAsync($"Welcome, {name}!");
        await attacker.ReadUntilAsync("/quit");
        await attacker.ReadToEndAsync();
        await heard;
        await gone;
    }

    /// <summary>Ends its side before it has a name.</summary>
    public static async Task EndBeforeNameAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        if (random.Next(2) == 0) await attacker.SendAsync("nob");
        attacker.Shutdown(SocketShutdown.Send);
        Assert.Equal(Attacker.Prompt, await attacker.ReadToEndAsync());
    }

    /// <summary>Takes nothing any more, and goes on talking.</summary>
    public static async Task EndReceivingAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("deaf");
        var heard = Task.WhenAll(ordeal.Ann.Hearing.LineAsync($"{name}> what?"), ordeal.Ben.Hearing.LineAsync($"{name}> what?"));
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        attacker.Shutdown(SocketShutdown.Receive);
        await ordeal.Ann.Hearing.OtherAsync();
        await attacker.TypeAsync("what?");
        await heard;
    }

    /// <summary>Is cut off from the network while others talk: the others are told that it left, and its name is free.</summary>
    public static async Task VanishAsync(Ordeal ordeal, Random random)
    {
        bool asks = random.Next(2) == 0;
        string name = ordeal.NewName(asks ? "asking" : "silent");
        using var ghost = await Attacker.SignOnAsync(ordeal.Port, name);
        ghost.ReadBeside();
        await ordeal.Ann.Hearing.UntilAsync(() => ordeal.Ann.Hearing.Present.Contains(name), () => $"{name} has not arrived.");
        ghost.GoDeaf();
        if (asks) await ghost.TypeAsync("is anybody there?"); // it is heard, and cannot hear that it was
        await ordeal.Ann.Hearing.UntilAsync(() => !ordeal.Ann.Hearing.Present.Contains(name), () => $"{name} is still there.", VanishedAtMost);
        using var again = await Attacker.SignOnAsync(ordeal.Port, name);
    }

    /// <summary>Comes and goes, some with a name and some without.</summary>
    public static async Task ComeAndGoAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        switch (random.Next(4))
        {
            case 0:
                await attacker.ReadUntilAsync(Attacker.Prompt);
                break;

            case 1:
                await attacker.TypeAsync(ordeal.NewName("passing"));
                await attacker.ReadUntilAsync("Welcome");
                break;

            case 2:
                await attacker.SendAsync($"{ordeal.NewName("passing")}\r\n/quit\r\n");
                await attacker.ReadToEndAsync();
                break;
        }
    }
}
