using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

[Collection("is slowed down")]
public sealed class IgnoredTests
{
    private const long MostBuffered = 2 * 1024 * 1024; // by the system, on the way to a server that reads slowly
    private const double MostOfCore = 0.5;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    [LinuxFact]
    public Task What_has_no_effect_has_its_price_before_a_nickname_and_after() => Ordeal.RunWithRatesAsync(
        ordeal => PushAllAsync(ordeal, [.. IgnoredAttacks.Nothing.SelectMany(nothing => new[] { ("", nothing), ($"{ordeal.NewName("idle")}\r\n", nothing) })]));

    [LinuxFact]
    public Task Lines_that_are_ignored_have_their_price() => Ordeal.RunWithRatesAsync(
        ordeal => PushAllAsync(ordeal, [.. IgnoredAttacks.Lines.Concat(IgnoredAttacks.Nothing).Select(ignored => ("", ignored))]),
        ("Dialect__NicknameCommand", "setusername:"));

    private static async Task PushAllAsync(Ordeal ordeal, (string First, (string What, byte[] Bytes) Ignored)[] attacks)
    {
        var before = ordeal.Vitals.ProcessorTime;
        long start = Environment.TickCount64;
        long[] taken = await Task.WhenAll(attacks.Select(attack => Task.Run(() => IgnoredAttacks.PushAsync(ordeal, attack.First, attack.Ignored.Bytes, Time))));
        double used = (ordeal.Vitals.ProcessorTime - before).TotalMilliseconds / (Environment.TickCount64 - start);
        Assert.All(attacks.Zip(taken), attack => Assert.True(
            attack.Second <= MostBuffered,
            $"{attack.Second:N0} bytes were taken in {Time.TotalSeconds} s of {attack.First.Ignored.What} {(attack.First.First.Length == 0 ? "before" : "after")} a nickname."));
        Assert.True(used <= MostOfCore, $"The server used {used:P0} of a core for what has no effect.");
        await ordeal.MeetNewcomerAsync();
    }
}
