using System.Net;
using System.Net.Sockets;
using LineChat.Transports;

namespace LineChat.Tests.Transports;

public sealed class TcpAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:4004", "127.0.0.1", 4004)]
    [InlineData("0.0.0.0:0", "0.0.0.0", 0)]
    [InlineData("192.0.2.1:65535", "192.0.2.1", 65535)]
    [InlineData("[::1]:4004", "::1", 4004)]
    [InlineData("[::]:23", "::", 23)]
    [InlineData("[2001:db8::7]:4004", "2001:db8::7", 4004)]
    [InlineData("[::ffff:192.0.2.1]:4004", "::ffff:192.0.2.1", 4004)]
    public void An_address_with_a_port_is_one_endpoint(string text, string address, int port) =>
        Assert.Equal([new IPEndPoint(IPAddress.Parse(address), port)], TcpAddress.Parse(text).EndPoints);

    [Theory]
    [InlineData("localhost:4004")]
    [InlineData("LocalHost:4004")]
    public void Localhost_is_both_loopback_addresses_as_far_as_the_system_has_them(string text)
    {
        IPAddress[] expected =
        [
            .. Socket.OSSupportsIPv4 ? [IPAddress.Loopback] : Array.Empty<IPAddress>(),
            .. Socket.OSSupportsIPv6 ? [IPAddress.IPv6Loopback] : Array.Empty<IPAddress>(),
        ];
        Assert.Equal(expected.Select(address => new IPEndPoint(address, 4004)), TcpAddress.Parse(text).EndPoints);
    }

    [Fact]
    public void The_default_lets_nobody_in_from_outside() =>
        Assert.All(TcpAddress.Parse(new ChatDialect().Listen).EndPoints, endPoint => Assert.True(IPAddress.IsLoopback(endPoint.Address)));

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("4004")]
    [InlineData(":4004")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:+80")]
    [InlineData("127.0.0.1: 80")]
    [InlineData("127.0.0.1:telnet")]
    [InlineData("127.0.0.1.1:80")]
    [InlineData("256.0.0.1:80")]
    [InlineData("1:4004")]
    [InlineData("127.1:4004")]
    [InlineData("010.0.0.1:4004")]
    [InlineData("::1")]
    [InlineData("::1:4004")]
    [InlineData("[::1]")]
    [InlineData("[::1:4004")]
    [InlineData("[127.0.0.1]:4004")]
    [InlineData("[localhost]:4004")]
    [InlineData("example.com:4004")]
    [InlineData("*:4004")]
    [InlineData("tcp://127.0.0.1:4004")]
    public void Anything_else_is_refused_with_what_to_write(string text)
    {
        var exception = Assert.Throws<FormatException>(() => TcpAddress.Parse(text));
        Assert.Equal(
            $"\"{text}\" is no address to listen on; write ADDRESS:PORT, such as 127.0.0.1:4004, [::1]:4004, localhost:4004 or [::]:4004",
            exception.Message);
    }
}
