using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class TelnetTests
{
    [LinuxFact]
    public Task Storms_of_options_are_answered_once_each_and_hide_no_name() => Ordeal.RunAsync(ordeal => Task.WhenAll(
        ordeal.ManyAsync(100, TelnetAttacks.StormWholeAsync),
        ordeal.ManyAsync(20, TelnetAttacks.StormByteByByteAsync),
        ordeal.ManyAsync(100, TelnetAttacks.AnswerAnswersAsync),
        ordeal.ManyAsync(100, TelnetAttacks.NegotiateWithinNameAsync)));

    [LinuxFact]
    public Task Endless_subnegotiations_are_closed_and_erasing_erases() => Ordeal.RunAsync(ordeal => Task.WhenAll(
        ordeal.ManyAsync(100, TelnetAttacks.NeverEndSubnegotiationAsync),
        ordeal.ManyAsync(100, TelnetAttacks.TypeAndEraseAsync)));

    [LinuxFact]
    public Task Are_you_there_is_answered_at_the_pace_of_lines_however_many_ask() => Ordeal.RunAsync(
        ordeal => Task.WhenAll(
            ordeal.ManyAsync(50, (ordeal, _) => TelnetAttacks.AskWhetherThereAsync(ordeal, ordeal.NewName("asker"), 80, 50)),
            ordeal.ManyAsync(50, (ordeal, _) => TelnetAttacks.AskWhetherThereAsync(ordeal, null, 80, 50))),
        ("Limits:LinesPerSecond", "50"));
}
