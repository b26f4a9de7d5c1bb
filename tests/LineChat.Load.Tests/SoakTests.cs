using System.Text.Json;
using LineChat.Load.Tests.Support;

namespace LineChat.Load.Tests;

/// <summary>A short soak finds what a long one is for.</summary>
public sealed class SoakTests : IDisposable
{
    private const string Soak = "soak --clients 3 --hostile 0 --witnesses 3 --rate 10 --seconds 2 --every 0.25 --patience 4";

    private readonly FaultyServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_server_takes_everybody_at_once_and_is_as_before_when_all_have_gone()
    {
        using var server = await ServerOfItsOwn.StartAsync();
        var run = await Run.LoadAsync($"soak --clients 20 --hostile 60 --witnesses 4 --seconds 3 --every 0.5 --port {server.Port} --pid {server.Id}");

        Assert.Equal((0, "clean:"), (run.ExitCode, run.Error.Split('\n')[^2].Split(' ')[0]));
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(48 * 3, report.GetProperty("deliveries").GetInt32());
        Assert.True(report.GetProperty("sockets_after").GetInt32() <= report.GetProperty("sockets_before").GetInt32());
        var samples = report.GetProperty("samples").EnumerateArray().ToArray();
        Assert.NotEmpty(samples);
        Assert.All(samples, sample => Assert.True(sample.GetProperty("rss_kb").GetInt64() > 0 && sample.GetProperty("descriptors").GetInt32() > 4 && sample.GetProperty("threads").GetInt32() > 0));
        Assert.True(samples[^1].GetProperty("joins").GetInt64() > 0);
        Assert.All(report.GetProperty("parts").EnumerateArray(), part => Assert.True(part.GetProperty("visits").GetInt64() > 0));
    }

    [Fact]
    public async Task A_connection_that_stays_open_is_found()
    {
        using var server = await ServerOfItsOwn.StartAsync();
        using var first = new Guest(server.Port);
        await first.SignOnAsync("Ben");
        var soak = Run.LoadAsync($"{Soak} --port {server.Port} --pid {server.Id}");
        await first.ExpectAsync("uv"); // the visitors come once the sockets are counted
        using var stays = new Guest(server.Port);
        await stays.SignOnAsync("Zoe");

        var run = await soak;
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(1, report.GetProperty("sockets_after").GetInt32() - report.GetProperty("sockets_before").GetInt32());
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_server_without_faults_is_clean()
    {
        var run = await SoakAsync();
        Assert.Contains("\"deliveries\":40,\"wanted\":40,\"disordered\":0,\"repeated\":0,\"unsafe_bytes\":0,", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData(Fault.Drop, "\"deliveries\":39,\"wanted\":40,\"disordered\":0,\"repeated\":0,", "1 of 40 lost,")]
    [InlineData(Fault.Repeat, "\"deliveries\":40,\"wanted\":40,\"disordered\":0,\"repeated\":1,", "1 repeated,")]
    internal async Task A_wrong_delivery_to_a_witness_is_found(Fault fault, string report, string verdict)
    {
        _server.Do(fault, to: 2, when: "~7 ");
        var run = await SoakAsync();
        Assert.Contains(report, run.Output, StringComparison.Ordinal);
        Assert.Contains(verdict, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("NOT CLEAN:", run.Error.Split('\n')[^2], StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task What_is_missing_is_told_while_it_runs()
    {
        _server.Do(Fault.Drop, to: 2, when: "~7 ");
        var run = await SoakAsync();
        var samples = JsonDocument.Parse(run.Output).RootElement.GetProperty("samples").EnumerateArray();
        Assert.Equal(1, samples.Last().GetProperty("missing").GetInt64());
    }

    [Theory]
    [InlineData("u2", "~7 ", "1 witnesses and 0 chatters disconnected")]
    [InlineData("uv0", "~12 ", "0 witnesses and 1 chatters disconnected")]
    public async Task A_lost_connection_is_found(string member, string line, string verdict)
    {
        _server.Do(Fault.HangUp, member, line);
        var run = await SoakAsync();
        Assert.Contains(verdict, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_control_character_that_reaches_a_witness_is_found()
    {
        using var guest = new Guest(_server.Port);
        await guest.SignOnAsync("Ben");
        var soak = SoakAsync();
        await guest.ExpectAsync("~0 ");
        await guest.SayAsync("\u001b[2J");
        var run = await soak;
        Assert.Contains("\"unsafe_bytes\":3,", run.Output, StringComparison.Ordinal); // one to each
        Assert.Equal(1, run.ExitCode);
    }

    private Task<Run> SoakAsync() => Run.LoadAsync($"{Soak} --port {_server.Port}");
}
