using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class EndlessTests
{
    private const int Million = 1_000_000;

    [LinuxFact]
    public Task Lines_and_tries_without_end_are_told_and_closed_and_long_lines_are_cut() => Ordeal.RunAsync(ordeal => Task.WhenAll(
        ordeal.ManyAsync(50, EndlessAttacks.NeverEndNameAsync),
        ordeal.ManyAsync(50, EndlessAttacks.NeverEndLineAsync),
        ordeal.ManyAsync(50, EndlessAttacks.TryNamesAsync),
        ordeal.ManyAsync(50, EndlessAttacks.SayLongLinesAsync)));

    [LinuxFact]
    public Task A_million_empty_lines_say_nothing() => Ordeal.RunAsync(ordeal => ordeal.ManyAsync(4, (ordeal, _) => EndlessAttacks.SayNothingAsync(ordeal, Million / 4)));
}
