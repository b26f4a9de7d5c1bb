using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class TextTests
{
    [LinuxFact]
    public Task What_could_harm_a_terminal_or_pass_for_a_notice_reaches_nobody() => Ordeal.RunAsync(async ordeal =>
    {
        await Task.WhenAll(
            ordeal.ManyAsync(50, TextAttacks.ForgeAsync),
            ordeal.ManyAsync(50, TextAttacks.RenameAsync),
            ordeal.ManyAsync(50, TextAttacks.SayNoiseAsync));
        Assert.DoesNotContain(TextAttacks.Forged, ordeal.Ann.Hearing.Present);
    });
}
