using Microsoft.Extensions.Hosting;

namespace LineChat.Host;

/// <summary>
/// Gives memory back to the system once it is quiet after many have signed on: what that took is collected only when more is needed, which in a chat may be never,
/// as lines need none.
/// </summary>
internal sealed class MemoryTrim : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // Allocated bytes: less in a second is quiet, and for less in all it is not worth the while, some ten milliseconds for 10,000 members.
    private const long Little = 64 * 1024;
    private const long Much = 4 * 1024 * 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Quiet);
        long trimmed = 0;
        long last = 0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            long allocated = GC.GetTotalAllocatedBytes();
            if (allocated - last < Little && allocated - trimmed > Much)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                trimmed = allocated;
            }

            last = allocated;
        }
    }
}
