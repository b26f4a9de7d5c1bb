using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Sessions;

/// <summary>What the end takes beyond living, counted in bytes that are allocated: by nobody else, as nothing else runs meanwhile.</summary>
[Collection(nameof(StopCostTests))]
[CollectionDefinition(nameof(StopCostTests), DisableParallelization = true)]
public sealed class StopCostTests
{
    private const int Clients = 500;
    private const int MostForEach = 2000; // bytes; half as many where the compiler optimises

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_allocates_little_for_each_who_is_there(bool inline)
    {
        await StopAsync(inline); // what is made once is made here
        Assert.InRange(await StopAsync(inline), 0, MostForEach);
    }

    private static async Task<long> StopAsync(bool inline)
    {
        var services = new ServiceCollection();
        services.AddLineChat(options =>
        {
            options.Listen.Add("127.0.0.1:0");
            options.Tcp.UnsafeInlineSessions = inline;
        });
        await using var provider = services.BuildServiceProvider();
        var server = provider.GetRequiredService<ChatServer>();
        var room = provider.GetRequiredService<IChatRoom>();
        await server.StartAsync(Deadline.Token);
        var clients = new List<TcpChatClient>();
        for (int i = 0; i < Clients; i++)
        {
            clients.Add(await TcpChatClient.ConnectAsync(server.EndPoints[0]));
            await clients[i].TypeLineAsync($"c{i}");
        }

        while (room.Nicknames.Count < Clients) await Task.Delay(10, Deadline.Token);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await server.StopAsync(Deadline.Token);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        foreach (var client in clients) await client.DisposeAsync();
        return allocated / Clients;
    }
}
