using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class KeyTests
{
    [LinuxFact]
    public Task Keys_and_pastes_of_a_terminal_are_heard_as_text_or_not_at_all_wherever_they_are_cut() => Ordeal.RunAsync(ordeal => Task.WhenAll(
        ordeal.ManyAsync(3, KeyAttacks.CutAsync),
        ordeal.ManyAsync(3, KeyAttacks.BreakOffAsync),
        ordeal.ManyAsync(3, KeyAttacks.PasteInBracketsAsync)));

    [LinuxFact]
    public Task A_long_paste_ends_when_its_author_vanishes_or_interrupts_it() => Ordeal.RunWithRatesAsync(ordeal => Task.WhenAll(
        ordeal.ManyAsync(10, KeyAttacks.PasteAndVanishAsync),
        ordeal.ManyAsync(10, KeyAttacks.PasteAndInterruptAsync)));
}
