using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

/// <summary>What clients do within the limits costs the server little.</summary>
public sealed class CostTests
{
    private const int Megabyte = 1024 * 1024;
    private const int OwedReplies = 64 * 1024; // the default, for each member
    private const int Askers = 800;
    private const int Stayers = 500;
    private const double MostProcessorSeconds = 15; // far more than 64 clients need for all that they send

    [LinuxFact]
    public Task Names_that_are_long_and_full_of_marks_make_nobody_wait() => Ordeal.RunAsync(
        async ordeal =>
        {
            var before = ordeal.Vitals.ProcessorTime;
            await ordeal.ManyAsync(64, CostlyAttacks.WishForNamesAsync);
            double used = (ordeal.Vitals.ProcessorTime - before).TotalSeconds;
            Assert.True(used <= MostProcessorSeconds, $"The server needed {used:N1} s of a processor for what 64 clients sent.");
        },
        ("Limits:MaxLineLength", "65536"),
        ("Limits:MaxUnterminatedInput", "131072"));

    [LinuxFact]
    public Task Members_who_ask_who_is_here_and_never_read_are_owed_no_more_than_the_limit() => Ordeal.RunAsync(async ordeal =>
    {
        long before = ordeal.Vitals.Memory;
        var signedOn = new TaskCompletionSource();
        int arrivals = ordeal.Ann.Hearing.Arrivals;
        var attackers = Task.WhenAll(Enumerable.Range(0, Askers).Select(_ => Task.Run(() => CostlyAttacks.AskWhoAsync(ordeal, signedOn.Task))));
        await ordeal.Ann.Hearing.UntilAsync(() => ordeal.Ann.Hearing.Arrivals >= arrivals + Askers, () => $"Only {ordeal.Ann.Hearing.Arrivals - arrivals} of {Askers} have signed on.");
        signedOn.SetResult();
        var all = await attackers;
        await ordeal.Vitals.ExpectIdleAsync(0.5);
        long grown = ordeal.Vitals.PeakMemory - before;
        foreach (var attacker in all) attacker.Dispose();
        long most = ((long)Askers * OwedReplies) + (48 * Megabyte);
        Assert.True(grown <= most, $"The server needed {grown:N0} bytes for what {Askers} members do not read; {most:N0} should be enough.");
    });

    [LinuxFact]
    public Task Those_who_whisper_to_somebody_who_stays_and_leave_are_forgotten() => Ordeal.RunAsync(
        async ordeal =>
        {
            string[] names = [.. Enumerable.Range(0, Stayers).Select(_ => ordeal.NewName("stayer"))];
            var stayers = await Task.WhenAll(names.Select(name => Attacker.SignOnAsync(ordeal.Port, name, receiveBuffer: 2048))); // who read no more
            await WhisperAsync("Ann"); // so that what so many arrivals take is there already
            long before = await MemoryAsync();
            await WhisperAsync(names);
            long after = await MemoryAsync();
            foreach (var stayer in stayers) stayer.Dispose();
            Assert.True(after <= before + (10 * Megabyte), $"{after - before:N0} bytes more are used after {Stayers} have whispered and left.");

            Task WhisperAsync(params string[] readers) => Parallel.ForAsync(
                0,
                Stayers,
                new ParallelOptions { MaxDegreeOfParallelism = 4 },
                async (i, _) => await CostlyAttacks.WhisperAndLeaveAsync(ordeal, readers[i % readers.Length]));

            async Task<long> MemoryAsync()
            {
                await ordeal.Vitals.ExpectIdleAsync(0.5);
                return ordeal.Vitals.Memory;
            }
        },
        ("Limits:StallTimeout", "0"));
}
