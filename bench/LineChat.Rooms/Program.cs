using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Rooms that share a process, each in a host of its own, to see whether one is slowed by another: LineChat.Rooms PORT...
IHost[] hosts = [.. args.Select(NewHost)];
foreach (var host in hosts) await host.StartAsync();
await Task.WhenAll(hosts.Select(host => host.WaitForShutdownAsync()));

static IHost NewHost(string port)
{
    var builder = Host.CreateApplicationBuilder();
    builder.Services.AddLineChat(options =>
    {
        options.Limits.LinesPerSecond = 0;
        options.Limits.MaxConnections = 0;
    }).AddTcp($"127.0.0.1:{port}");
    return builder.Build();
}
