using LineChat.Load.Tests.Support;

namespace LineChat.Load.Tests;

public sealed class StopTests
{
    [Fact]
    public async Task A_server_that_is_told_to_stop_closes_everybody()
    {
        using var server = await ServerOfItsOwn.StartAsync();
        var run = await Run.LoadAsync($"stop --clients 20 --seconds 0.1 --port {server.Port} --pid {server.Id} --limit 30");
        Assert.Equal("", run.Error);
        Assert.Contains("\"closed_connections\":20,\"peak_ratio\":", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Without_a_process_there_is_nothing_to_stop()
    {
        var run = await Run.LoadAsync("stop --clients 1");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--pid", run.Error, StringComparison.Ordinal);
    }
}
