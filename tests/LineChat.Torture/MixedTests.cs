using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class MixedTests
{
    private const int Attackers = 300;

    [LinuxFact]
    public Task All_attacks_at_once_leave_two_people_chatting_in_peace() => Ordeal.RunAsync(
        async ordeal =>
        {
            var attackers = ordeal.ManyAsync(Attackers, AllAttacks.AnyAsync);
            do await ReadingAttacks.FloodAsync(ordeal, 500); // so that whoever doesn't read stalls, whenever it has come
            while (!attackers.IsCompleted);
            await attackers;
        },
        AllAttacks.Settings);
}
