using LineChat;
using Microsoft.Extensions.Hosting;

namespace WorkerAnnouncer;

/// <summary>Tells everybody the time, every minute.</summary>
internal sealed class TimeAnnouncer(IChatRoom room, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await minute.WaitForNextTickAsync(stoppingToken)) await room.AnnounceAsync($"It is {time.GetLocalNow():HH:mm}.", stoppingToken);
    }
}
