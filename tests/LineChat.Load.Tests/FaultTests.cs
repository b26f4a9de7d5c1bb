using System.Globalization;
using System.Text.RegularExpressions;
using LineChat.Load.Tests.Support;

namespace LineChat.Load.Tests;

/// <summary>What a server does wrong is found, by whoever of its clients it happens to.</summary>
public sealed class FaultTests : IDisposable
{
    private const string Said = "~7 ";

    private readonly FaultyServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_server_without_faults_is_clean()
    {
        var run = await LoadAsync("fanout --clients 5 --senders 2 --messages 20");
        Assert.Equal("", run.Error);
        Assert.Contains("\"deliveries\":80,\"wanted\":80,\"disordered\":0,\"repeated\":0,", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData(Fault.Drop, "\"deliveries\":79,\"wanted\":80,\"disordered\":0,\"repeated\":0,")]
    [InlineData(Fault.Repeat, "\"deliveries\":80,\"wanted\":80,\"disordered\":0,\"repeated\":1,")]
    [InlineData(Fault.Swap, "\"deliveries\":80,\"wanted\":80,\"disordered\":1,\"repeated\":0,")]
    internal async Task A_wrong_delivery_is_found(Fault fault, string report)
    {
        _server.Do(fault, to: 4, when: Said);
        var run = await LoadAsync("fanout --clients 5 --senders 1 --messages 20");
        Assert.Contains(report, run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_flood_that_does_not_come_is_found()
    {
        _server.Do(Fault.Drop, to: 3, when: "!..");
        var run = await LoadAsync("paced --clients 5 --seconds 0.2 --flood 1000");
        Assert.Contains("\"deliveries\":800,\"wanted\":800,\"disordered\":0,\"repeated\":0,", run.Output, StringComparison.Ordinal);
        var flood = Regex.Match(run.Output, "\"flood_deliveries\":(\\d+),\"flood_wanted\":(\\d+),").Groups;
        Assert.Equal(Number(flood[2]) * 3 / 4, Number(flood[1])); // one of the four hears none
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task A_lost_connection_is_found()
    {
        _server.Do(Fault.HangUp, to: 4, when: Said);
        var run = await LoadAsync("fanout --clients 5 --senders 1 --messages 20");
        Assert.Contains("\"lost_connections\":1,", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task An_arrival_that_is_not_told_is_found_in_a_storm()
    {
        _server.Do(Fault.Drop, to: 0, when: "u3 arrived");
        var run = await LoadAsync("storm --clients 5 --burst 1");
        Assert.Contains("\"notices\":9,\"wanted\":10,", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData(Fault.Drop, "arrived", "\"notices_repeated\":0,")]
    [InlineData(Fault.Drop, "left", "\"notices_repeated\":0,")]
    [InlineData(Fault.Repeat, "left", "\"notices_repeated\":1,")]
    internal async Task A_wrong_notice_is_found_by_a_witness(Fault fault, string notice, string report)
    {
        _server.Do(fault, to: 1, when: $"u3 {notice}");
        var run = await LoadAsync("churn --arrivals 100 --seconds 0.1");
        Assert.Contains(report, run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    [Theory]
    [InlineData("uar4")] // while everybody reads
    [InlineData("uas2")] // while some do not
    public async Task A_lost_message_is_found_beside_stalled_readers(string reader)
    {
        _server.Do(Fault.Drop, reader, when: "~7 ");
        var run = await LoadAsync("stalled --clients 5 --stalled 1 --size 4000 --rounds 1 --seconds 0.1 --arrivals 20");
        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    private Task<Run> LoadAsync(string load) => Run.LoadAsync($"{load} --port {_server.Port} --patience 1");
}
