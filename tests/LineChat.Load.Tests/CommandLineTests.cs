using System.Net;
using System.Net.Sockets;
using LineChat.Load.Tests.Support;

namespace LineChat.Load.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("fanout --nope", "Unrecognized command or argument '--nope'.")]
    [InlineData("fanout --marker x", "Unrecognized command or argument '--marker'.")]
    [InlineData("fanout --clients 0", "--clients is \"0\"; write a whole number from 1 to 1000000.")]
    [InlineData("fanout --port x", "--port is \"x\"; write a whole number from 1 to 65535.")]
    [InlineData("paced --rate -1", "--rate is \"-1\"; write a number from 1 to 10000000.")]
    [InlineData("fanout --clients 5 --senders 6", "6 senders are too many for 5 clients that read.")]
    [InlineData("paced --clients 5 --senders 5 --flood 1", "5 senders are too many for 5 clients that read, one of which floods.")]
    [InlineData("fanout --clients 5 --stalled 4", "Nobody would hear what is said: there must be two clients that read, or --echo.")]
    [InlineData("stalled --clients 5 --stalled 4", "Nobody would hear what is said: there must be two clients that read, or --echo.")]
    [InlineData("soak --witnesses 1", "--witnesses is \"1\"; write a whole number from 2 to 1000.")]
    [InlineData("soak --from 10.77.0.0/24", "--from is \"10.77.0.0/24\"; write a network of IPv4 with a prefix of 8 to 20 bits, as 10.77.0.0/16.")]
    [InlineData("storm --marker ab", "--marker is \"ab\"; write one ASCII character.")]
    [InlineData("idle --nick u1", "--nick is \"u1\"; write ASCII letters.")]
    public async Task What_cannot_be_done_is_told_in_one_line(string load, string reason)
    {
        var run = await Run.LoadAsync(load);

        Assert.StartsWith($"load: {reason}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal("", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_in_one_line()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // and does not listen
        var run = await Run.LoadAsync($"storm --port {((IPEndPoint)taken.LocalEndPoint!).Port}");

        Assert.Equal($"load: Cannot connect to {taken.LocalEndPoint}: Connection refused.\n", run.Error);
        Assert.Equal(3, run.ExitCode);
    }
}
