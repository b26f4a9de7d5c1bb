using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class ReadingTests
{
    private const int FloodedLines = 3000;
    private const int Newcomers = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    [LinuxFact]
    public Task Members_that_never_read_are_let_go_and_the_others_chat_on() => Ordeal.RunAsync(
        async ordeal =>
        {
            int before = ordeal.Ann.Hearing.Arrivals;
            var stalled = ordeal.ManyAsync(200, ReadingAttacks.StallAsync);
            await ordeal.Ann.Hearing.UntilAsync(() => ordeal.Ann.Hearing.Arrivals >= before + 200, () => $"Only {ordeal.Ann.Hearing.Arrivals - before} of 200 have signed on.");
            var floods = Task.WhenAll(ReadingAttacks.FloodAsync(ordeal, FloodedLines), ReadingAttacks.FloodAsync(ordeal, FloodedLines));
            for (int i = 0; i < Newcomers; i++) await ordeal.MeetNewcomerAsync();
            await Task.WhenAll(stalled, floods);
        },
        ("Limits:StallTimeout", "5"));

    [LinuxFact]
    public Task Slow_readers_are_told_how_many_lines_they_skipped_and_the_numbers_add_up() => Ordeal.RunAsync(async ordeal =>
    {
        var readers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SlowReader.SignOnAsync(ordeal.Port, ordeal.NewName("slow"))));
        using var herald = await Attacker.SignOnAsync(ordeal.Port, ordeal.NewName("herald"));
        herald.ReadBeside();
        long said = ordeal.Ann.Said + ordeal.Ben.Said;
        await Until.TrueAsync(() => ordeal.Ann.Hearing.OfOther > said && ordeal.Ben.Hearing.OfOther > said, () => "The witnesses do not talk.");

        await herald.TypeAsync(SlowReader.Begin);
        await Task.WhenAll(readers.Select(reader => reader.ReadToBeginAsync()));
        bool isSlow = true;
        var reading = Task.WhenAll(readers.Select(reader => reader.ReadToEndAsync(() => Volatile.Read(ref isSlow) ? Task.Delay(Pause) : Task.CompletedTask)));
        var flood = Task.WhenAll(ReadingAttacks.FloodAsync(ordeal, FloodedLines), ReadingAttacks.FloodAsync(ordeal, FloodedLines));
        for (int i = 0; i < Newcomers; i++) await ordeal.MeetNewcomerAsync();
        await flood;
        Volatile.Write(ref isSlow, false);
        await herald.TypeAsync(SlowReader.End);
        await reading;

        const int SaidBetween = (2 * FloodedLines) + (2 * 2) + (Newcomers * 3); // each flooder and newcomer arrives and leaves
        Assert.All(readers, reader => Assert.Equal(SaidBetween + reader.OfWitnesses, reader.Got + reader.Skipped));
        Assert.All(readers, reader => Assert.True(reader.Skipped > 0, "A slow reader has skipped nothing."));
        foreach (var reader in readers) reader.Dispose();
    });
}
