using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class StoppingTests
{
    private const int Attackers = 200;
    private const int Stalled = 20;

    [LinuxFact]
    public Task An_interrupt_in_the_middle_of_all_attacks_ends_the_server_well() => StopAsync("INT");

    [LinuxFact]
    public Task A_termination_in_the_middle_of_all_attacks_ends_the_server_well() => StopAsync("TERM");

    private static async Task StopAsync(string signal)
    {
        long end = Environment.TickCount64 + (long)Endurance.Share.TotalMilliseconds;
        var random = new Random(signal[0]);
        do
        {
            using var ordeal = await Ordeal.StartAsync([.. AllAttacks.Settings, ("Limits:StallTimeout", "30"), ("Limits:FlushTimeout", "2")]);
            var stalled = ordeal.ManyAsync(Stalled, ReadingAttacks.StallAsync);
            await ordeal.Ann.Hearing.UntilAsync(() => ordeal.Ann.Hearing.Arrivals > Stalled, () => $"Only {ordeal.Ann.Hearing.Arrivals} of {Stalled} have signed on.");
            await ordeal.EndureAsync(ReadingAttacks.FloodAsync(ordeal, 1000)); // more than the system takes for them
            var attackers = ordeal.ManyAsync(Attackers, AllAttacks.AnyAsync);
            int moment = Stalled + random.Next(Attackers / 2);
            await ordeal.Ann.Hearing.UntilAsync(() => ordeal.Ann.Hearing.Arrivals >= moment, () => $"Only {ordeal.Ann.Hearing.Arrivals} of {moment} have signed on.");
            await ordeal.StopAsync(signal);
            await Task.WhenAll(stalled, attackers).ContinueWith(static ended => ended.Exception, TaskScheduler.Default); // what they miss now is no matter
        }
        while (Environment.TickCount64 < end);
    }
}
