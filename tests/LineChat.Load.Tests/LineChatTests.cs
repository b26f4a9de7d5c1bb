using LineChat.Load.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LineChat.Load.Tests;

/// <summary>Loads for a chat that runs here.</summary>
public sealed class LineChatTests : IAsyncLifetime
{
    private IHost _host = null!;

    private string Port => $"{_host.Services.GetRequiredService<ChatServer>().EndPoints[0]}".Split(':')[^1];

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLineChat(options => options.Limits.LinesPerSecond = 0).AddTcp("127.0.0.1:0");
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Theory]
    [InlineData("fanout --clients 20 --senders 5 --messages 500 --window 64", "\"deliveries\":9500,\"wanted\":9500,")]
    [InlineData("fanout --clients 5 --messages 20 --window 1 --size 4000", "\"deliveries\":80,\"wanted\":80,")]
    [InlineData("fanout --clients 5 --stalled 3 --messages 100", "\"deliveries\":100,\"wanted\":100,")]
    [InlineData("paced --clients 5 --rate 500 --seconds 0.2", "\"deliveries\":400,\"wanted\":400,")]
    [InlineData("paced --clients 5 --rate 100 --seconds 0.2 --flood 20000", "\"deliveries\":80,\"wanted\":80,")]
    [InlineData("rooms --clients 30 --rooms 6 --messages 50", "\"deliveries\":1200,\"wanted\":1200,\"disordered\":0,\"repeated\":0,")]
    [InlineData("paced --clients 5 --rate 500 --seconds 0.2 --room quiet", "\"deliveries\":400,\"wanted\":400,")]
    [InlineData("storm --clients 50", "\"notices\":1225,\"wanted\":1225,")]
    [InlineData("idle --clients 5 --seconds 0.1", "\"lost_connections\":0,")]
    [InlineData("churn --clients 3 --seconds 0.3 --burst 4", "\"disordered\":0,\"repeated\":0,")]
    [InlineData("stalled --clients 6 --stalled 3 --seconds 0.2 --rounds 1", "\"lost_connections\":0,")]
    [InlineData("churn --arrivals 100 --seconds 0.1", "\"disordered\":0,\"repeated\":0,")]
    public async Task Nothing_is_lost(string load, string report)
    {
        var run = await Run.LoadAsync($"{load} --port {Port} --limit 20 --pid {Environment.ProcessId}");

        Assert.Equal("", run.Error);
        Assert.Contains(report, run.Output, StringComparison.Ordinal);
        Assert.Contains("\"server_rss_kb\":", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }
}
