using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class WrongProtocolTests
{
    private const int Clients = 100;

    [LinuxFact]
    public Task Clients_that_speak_something_else_are_answered_shortly_and_closed() => Ordeal.RunAsync(
        ordeal => Task.WhenAll(
            ordeal.ManyAsync(Clients, WrongProtocolAttacks.SayHelloInTlsAsync),
            ordeal.ManyAsync(Clients, WrongProtocolAttacks.AskForPageAsync),
            ordeal.ManyAsync(Clients, WrongProtocolAttacks.SpeakSshAsync)));

    [LinuxFact]
    public Task Noise_at_full_speed_reaches_nobody_as_noise() => Ordeal.RunAsync(ordeal => ordeal.ManyAsync(Clients, WrongProtocolAttacks.MakeNoiseAsync));
}
