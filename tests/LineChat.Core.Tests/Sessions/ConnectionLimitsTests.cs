using System.Net;
using LineChat.Sessions;
using NSubstitute;

namespace LineChat.Tests.Sessions;

public sealed class ConnectionLimitsTests
{
    private const ChatMessageKind Full = ChatMessageKind.TooManyConnections;
    private const ChatMessageKind FullForAddress = ChatMessageKind.TooManyFromAddress;

    [Fact]
    public void As_many_come_in_as_are_allowed_from_wherever()
    {
        var limits = new ConnectionLimits(3, 0);
        Assert.Null(limits.TryEnter(At("127.0.0.1")));
        Assert.Null(limits.TryEnter(At("192.0.2.1")));
        Assert.Null(limits.TryEnter(null));
        Assert.Equal(Full, limits.TryEnter(At("127.0.0.1")));
        Assert.Equal(Full, limits.TryEnter(At("192.0.2.2")));
        limits.Exit(At("192.0.2.1"));
        Assert.Null(limits.TryEnter(At("192.0.2.2")));
        Assert.Equal(Full, limits.TryEnter(null));
    }

    [Fact]
    public void As_many_come_from_one_address_as_are_allowed_whatever_their_port()
    {
        var limits = new ConnectionLimits(0, 2);
        Assert.Null(limits.TryEnter(At("192.0.2.1", 1)));
        Assert.Null(limits.TryEnter(At("192.0.2.1", 2)));
        Assert.Equal(FullForAddress, limits.TryEnter(At("192.0.2.1", 3)));
        Assert.Null(limits.TryEnter(At("192.0.2.2")));
        limits.Exit(At("192.0.2.1", 1));
        Assert.Null(limits.TryEnter(At("192.0.2.1", 4)));
        Assert.Equal(FullForAddress, limits.TryEnter(At("192.0.2.1", 5)));
    }

    [Fact]
    public void Who_is_refused_is_not_counted()
    {
        var limits = new ConnectionLimits(2, 1);
        Assert.Null(limits.TryEnter(At("192.0.2.1")));
        Assert.Equal(FullForAddress, limits.TryEnter(At("192.0.2.1")));
        Assert.Null(limits.TryEnter(At("192.0.2.2"))); // not the third
        Assert.Equal(Full, limits.TryEnter(At("192.0.2.3")));
        limits.Exit(At("192.0.2.1"));
        Assert.Null(limits.TryEnter(At("192.0.2.3"))); // not its second
    }

    [Fact]
    public void An_IPv6_network_of_64_bits_counts_as_one_address()
    {
        var limits = new ConnectionLimits(0, 2);
        Assert.Null(limits.TryEnter(At("2001:db8:0:1::1")));
        Assert.Null(limits.TryEnter(At("2001:db8:0:1:ffff:ffff:ffff:ffff")));
        Assert.Equal(FullForAddress, limits.TryEnter(At("2001:db8:0:1:8000::")));
        Assert.Null(limits.TryEnter(At("2001:db8:0:2::1")));
        limits.Exit(At("2001:db8:0:1::1"));
        Assert.Null(limits.TryEnter(At("2001:db8:0:1::7")));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:127.1.2.3")]
    public void Loopback_is_exempt_from_the_limit_of_an_address(string loopback)
    {
        var limits = new ConnectionLimits(0, 1);
        for (int i = 0; i < 5; i++) Assert.Null(limits.TryEnter(At(loopback)));
        for (int i = 0; i < 5; i++) limits.Exit(At(loopback));
    }

    [Fact]
    public void An_IPv4_address_mapped_to_IPv6_is_that_IPv4_address()
    {
        var limits = new ConnectionLimits(0, 1);
        Assert.Null(limits.TryEnter(At("::ffff:192.0.2.1")));
        Assert.Equal(FullForAddress, limits.TryEnter(At("192.0.2.1")));
        Assert.Null(limits.TryEnter(At("::ffff:192.0.2.2"))); // not one /64
    }

    [Fact]
    public void A_link_local_network_is_one_whatever_its_scope()
    {
        var limits = new ConnectionLimits(0, 1);
        Assert.Null(limits.TryEnter(At("fe80::1%1")));
        Assert.Equal(FullForAddress, limits.TryEnter(At("fe80::2%1")));
    }

    [Fact]
    public void What_is_no_IP_address_is_exempt_from_the_limit_of_an_address()
    {
        var limits = new ConnectionLimits(0, 1);
        var other = Substitute.For<EndPoint>();
        Assert.Null(limits.TryEnter(other));
        Assert.Null(limits.TryEnter(other));
        Assert.Null(limits.TryEnter(null));
        Assert.Null(limits.TryEnter(null));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var limits = new ConnectionLimits(0, 0);
        for (int i = 0; i < 1000; i++) Assert.Null(limits.TryEnter(At("192.0.2.1")));
    }

    private static IPEndPoint At(string address, int port = 50_000) => new(IPAddress.Parse(address), port);
}
