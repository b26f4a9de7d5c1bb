using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients that send without end what has no effect. Each counts how much the server takes.</summary>
internal static class IgnoredAttacks
{
    private const byte InterpretAsCommand = 255;
    private const byte Dont = 254;
    private const byte Wont = 252;
    private const byte Subnegotiation = 250;
    private const byte EraseLine = 248;
    private const byte EraseCharacter = 247;
    private const byte NoOperation = 241;
    private const byte SubnegotiationEnd = 240;
    private const byte Echo = 1;

    private const int Piece = 32 * 1024;

    /// <summary>What has no effect at any time.</summary>
    public static readonly (string What, byte[] Bytes)[] Nothing =
    [
        ("IAC NOP", [InterpretAsCommand, NoOperation]),
        ("IAC DONT", [InterpretAsCommand, Dont, Echo]),
        ("IAC WONT", [InterpretAsCommand, Wont, Echo]),
        ("IAC EL", [InterpretAsCommand, EraseLine]),
        ("IAC EC", [InterpretAsCommand, EraseCharacter]),
        ("empty subnegotiations", [InterpretAsCommand, Subnegotiation, Echo, InterpretAsCommand, SubnegotiationEnd]),
        ("backspaces", [8]),
        ("characters that are erased", [(byte)'x', 127]),
        ("NUL", [0]),
        ("escape sequences", [27, (byte)'[', (byte)'A']),
    ];

    /// <summary>What has no effect while lines are ignored.</summary>
    public static readonly (string What, byte[] Bytes)[] Lines = [("empty lines", "\r\n"u8.ToArray()), ("lines", "nothing\r\n"u8.ToArray()), ("long lines", [.. Enumerable.Repeat((byte)'x', 3000), (byte)'\n'])];

    /// <summary>Sends the same over and over.</summary>
    /// <param name="ordeal">Whom it attacks.</param>
    /// <param name="first">What is sent before it.</param>
    /// <param name="bytes">What is repeated.</param>
    /// <param name="time">For how long.</param>
    /// <returns>How many bytes were taken.</returns>
    public static async Task<long> PushAsync(Ordeal ordeal, string first, byte[] bytes, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        using var attacker = await Attacker.ConnectAsync(Route.Loopback(ordeal.Port), sendBuffer: Piece);
        attacker.ReadBeside();
        await attacker.SendAsync(first);
        byte[] many = [.. Enumerable.Repeat(bytes, Math.Max(1, Piece / bytes.Length)).SelectMany(unit => unit)];
        long taken = 0;
        while (await attacker.TrySendAsync(many, end.Token)) taken += many.Length;
        attacker.Reset();
        return taken;
    }
}
