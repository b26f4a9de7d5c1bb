using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class FaultTests
{
    private const int Passing = 3000;
    private const int PassingAtOnce = 100;

    // Longer than those who have left are served, together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    // How many more descriptors the server may open when they are taken from it.
    private const int SpareDescriptors = 50;

    [LinuxFact]
    public Task Resets_and_half_closed_connections_at_every_stage_are_departures_like_any_other() => Ordeal.RunAsync(ordeal => Task.WhenAll(
        ordeal.ManyAsync(200, FaultAttacks.ResetAsync),
        ordeal.ManyAsync(50, FaultAttacks.EndSendingAsync),
        ordeal.ManyAsync(50, FaultAttacks.EndBeforeNameAsync),
        ordeal.ManyAsync(50, FaultAttacks.EndReceivingAsync)));

    [LinuxFact]
    public Task Thousands_that_come_and_go_leave_nothing_behind() => Ordeal.RunAsync(ordeal => ordeal.ManyAsync(PassingAtOnce, async (ordeal, random) =>
    {
        for (int i = 0; i < Passing / PassingAtOnce; i++) await FaultAttacks.ComeAndGoAsync(ordeal, random);
    }));

    [LinuxFact]
    public Task Without_descriptors_the_members_chat_on_and_the_next_get_in_when_others_have_left() => Ordeal.RunAsync(async ordeal =>
    {
        await ordeal.LimitDescriptorsAsync(ordeal.Vitals.LastDescriptor + SpareDescriptors);
        var attackers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Attacker.ConnectAsync(ordeal.Port))); // most of them into the backlog
        await Task.WhenAny(attackers.Select(attacker => attacker.ReadToEndAsync())).Unwrap(); // that is when it has none to spare
        await ordeal.Ann.Hearing.OtherAsync();
        await ordeal.Ben.Hearing.OtherAsync();
        await ordeal.Vitals.ExpectIdleAsync(0.5);

        // Each that leaves lets another in, and again there is none to spare.
        foreach (var attacker in attackers)
        {
            attacker.Dispose();
            await Task.Delay(Pause);
        }

        await ordeal.MeetNewcomerAsync();
    });
}
