using System.Net;
using System.Text;
using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients of one address, or of one network, that together are more than one client may be.</summary>
internal static class AddressAttacks
{
    private const int LongLine = 4000;

    private static readonly string Burst = string.Concat(Enumerable.Range(0, 20).Select(number => $"line {number}\r\n")); // what a new connection may say at once

    private static readonly TimeSpan WithinRate = TimeSpan.FromMilliseconds(200);

    /// <summary>Connects, signs on, says as much as may be said at once, breaks off, and begins again.</summary>
    /// <param name="ordeal">Whom it attacks.</param>
    /// <param name="kind">What its names begin with.</param>
    /// <param name="addresses">From where, in turn.</param>
    /// <param name="time">For how long.</param>
    public static async Task ReconnectAsync(Ordeal ordeal, string kind, IPAddress[] addresses, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            string name = ordeal.NewName(kind);
            using var attacker = await Attacker.ConnectAsync(ordeal.RouteFrom(addresses[i % addresses.Length]));
            if (await attacker.TrySendAsync(Encoding.ASCII.GetBytes($"{name}\r\n{Burst}"), end.Token)) await attacker.TryReadUntilAsync("Welcome", end.Token);
            attacker.Reset();
        }
    }

    /// <summary>Says long lines, no faster than lines may be said.</summary>
    public static async Task SayLongLinesAsync(Ordeal ordeal, string name, IPAddress address, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        using var attacker = await Attacker.SignOnAsync(ordeal.RouteFrom(address), name);
        attacker.ReadBeside();
        byte[] line = [.. Enumerable.Repeat((byte)'x', LongLine), (byte)'\r', (byte)'\n'];
        while (await attacker.TrySendAsync(line, end.Token)) await Task.WhenAny(Task.Delay(WithinRate, end.Token));
        attacker.Reset();
    }

    /// <summary>Connects where there are too many already, reads nothing, and keeps its side open until the end.</summary>
    public static async Task ComeInVainAsync(Route route, int count, Task end)
    {
        var attackers = new List<Attacker>();
        try
        {
            for (int i = 0; i < count; i++) attackers.Add(await Attacker.ConnectAsync(route));
            await end;
        }
        finally
        {
            foreach (var attacker in attackers) attacker.Dispose();
        }
    }
}
