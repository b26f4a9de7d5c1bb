using Microsoft.Extensions.Hosting;

namespace LineChat.Host;

/// <summary>
/// Gives memory back to the system once it is quiet after many have signed on: what that took is collected only when more is needed, which in a chat may be never,
/// as lines need none. And while the chat stops, so that the end of thousands takes no more memory than they did. It must stop after the chat, and so be added before it.
/// </summary>
internal sealed class MemoryTrim(IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hurry = TimeSpan.FromMilliseconds(10);

    // Allocated bytes: less in a second is quiet, and for less in all it is not worth the while, some ten milliseconds for 10,000 members.
    private const long Little = 64 * 1024;
    private const long Much = 4 * 1024 * 1024;
    private const long MuchAtTheEnd = 256 * 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Quiet);
        using var stopping = lifetime.ApplicationStopping.Register(() => timer.Period = Hurry);
        long trimmed = 0;
        long last = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            long allocated = GC.GetTotalAllocatedBytes();
            bool isDue = timer.Period == Hurry ? allocated - trimmed > MuchAtTheEnd : allocated - last < Little && allocated - trimmed > Much;
            if (isDue)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                trimmed = allocated;
            }

            last = allocated;
        }
    }
}
