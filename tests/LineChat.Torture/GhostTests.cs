using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

[Collection("waits for two minutes")]
public sealed class GhostTests
{
    [LinuxFact]
    public Task A_client_whose_network_vanishes_while_others_talk_is_gone_in_two_minutes() =>
        Ordeal.RunWithRatesAsync(ordeal => ordeal.ManyAsync(10, FaultAttacks.VanishAsync));
}
