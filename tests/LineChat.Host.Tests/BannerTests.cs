using System.Net;
using LineChat.Host.Tests.Support;

namespace LineChat.Host.Tests;

public sealed class BannerTests
{
    [IPv6Fact]
    public async Task On_the_loopback_it_says_how_to_join_and_how_to_let_others_in()
    {
        using var host = await HostProcess.StartAsync("--port", "0");

        Assert.Equal(
            $"""
            LineChat listens on 127.0.0.1:{host.Port} and [::1]:{host.Port}.
              Join from here:   telnet localhost {host.Port}
              Let others in:    linechat --listen [::]:{host.Port}
              Stop it:          Ctrl-C

            """,
            host.Banner);
    }

    [Fact]
    public async Task On_one_address_it_names_that_one()
    {
        using var host = await HostProcess.StartAsync("--listen", "127.0.0.1:0");

        Assert.StartsWith($"LineChat listens on 127.0.0.1:{host.Port}.\n", host.Banner, StringComparison.Ordinal);
    }

    [Fact]
    public void On_an_address_of_the_network_it_names_that_one_to_everybody() => Assert.Equal(
        """
        LineChat listens on 192.0.2.1:4004.
          Join from here:   telnet 192.0.2.1 4004
          Others join with: telnet 192.0.2.1 4004
          Stop it:          Ctrl-C

        """,
        Banner.For([new IPEndPoint(IPAddress.Parse("192.0.2.1"), 4004)]));

    [IPv6Fact]
    public async Task On_every_address_it_says_how_others_join()
    {
        using var host = await HostProcess.StartAsync("--listen", "[::]:0");

        Assert.Equal(
            $"""
            LineChat listens on [::]:{host.Port}.
              Join from here:   telnet localhost {host.Port}
              Others join with: telnet {Dns.GetHostName()} {host.Port}
              Stop it:          Ctrl-C

            """,
            host.Banner);
    }
}
