using System.Net.Sockets;
using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients that go from room to room as fast as they may.</summary>
internal static class RoomAttacks
{
    private const int Moves = 40;
    private const int StalledMoves = 400;

    // In each column letters that look alike.
    private static readonly string[] Alike = ["s\u0455S", "i\u0456I", "d\uFF44D", "e\u0435E"];

    /// <summary>Moves, opens rooms, takes other names, speaks, and goes in one way or another.</summary>
    public static async Task RoamAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("roamer");
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, name);
        attacker.ReadBeside();
        for (int i = 0; i < Moves; i++)
        {
            await attacker.TypeAsync(random.Next(8) switch
            {
                0 => "/join lobby",
                1 => $"/nick {ordeal.NewName("roamer")}",
                2 => $"here {i}",
                3 => "/who",
                4 => "/rooms",
                5 or 6 => $"/join r{random.Next(300)}",
                _ => $"/join {name}",
            });
        }

        if (random.Next(2) == 0) attacker.Shutdown(SocketShutdown.Send);
        else attacker.Reset();
    }

    /// <summary>Opens rooms whose names look like that of one where people talk, again and again: they are that room.</summary>
    public static async Task MasqueradeAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.SignOnAsync(ordeal.Port, ordeal.NewName("alike"));
        for (int i = 0; i < Moves; i++)
        {
            string name = string.Concat(Alike.Select(letters => letters[random.Next(letters.Length)]));
            await attacker.SendAsync(System.Text.Encoding.UTF8.GetBytes($"/join {name}\r\n"));
            await attacker.ReadUntilAsync("You are in side. ");
            await attacker.TypeAsync("/join lobby");
            await attacker.ReadUntilAsync("You are in lobby. ");
        }

        await attacker.TypeAsync("/quit");
        await attacker.ReadToEndAsync();
    }

    /// <summary>Reads nothing and goes from room to room, and to and fro, until its moves wait.</summary>
    public static async Task MoveStalledAsync(Ordeal ordeal, Random random)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port, receiveBuffer: 2048);
        await attacker.TypeAsync(ordeal.NewName("stalled"));
        await attacker.ReadUntilAsync("Welcome");
        for (int i = 0; i < StalledMoves; i++)
        {
            if (!await attacker.TrySendAsync(System.Text.Encoding.ASCII.GetBytes($"/join {(random.Next(3) == 0 ? "side" : $"r{random.Next(300)}")}\r\nhello\r\n/who side\r\n"))) return;
        }

        await Task.Delay(random.Next(200));
        attacker.Reset();
    }
}
