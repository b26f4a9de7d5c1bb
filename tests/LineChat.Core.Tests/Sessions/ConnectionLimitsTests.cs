using System.Net;
using LineChat.Diagnostics;
using LineChat.Sessions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LineChat.Tests.Sessions;

public sealed class ConnectionLimitsTests
{
    private const ChatLimit Full = ChatLimit.Connections;
    private const ChatLimit FullForAddress = ChatLimit.ConnectionsPerAddress;

    [Fact]
    public void As_many_come_in_as_are_allowed_from_wherever()
    {
        var door = new Door(3, 0);
        Assert.Null(door.Enter(At("127.0.0.1")));
        Assert.Null(door.Enter(At("192.0.2.1")));
        Assert.Null(door.Enter(null));
        Assert.Equal(Full, door.Enter(At("127.0.0.1")));
        Assert.Equal(Full, door.Enter(At("192.0.2.2")));
        door.Exit(At("192.0.2.1"));
        Assert.Null(door.Enter(At("192.0.2.2")));
        Assert.Equal(Full, door.Enter(null));
    }

    [Fact]
    public void As_many_come_from_one_address_as_are_allowed_whatever_their_port()
    {
        var door = new Door(0, 2);
        Assert.Null(door.Enter(At("192.0.2.1", 1)));
        Assert.Null(door.Enter(At("192.0.2.1", 2)));
        Assert.Equal(FullForAddress, door.Enter(At("192.0.2.1", 3)));
        Assert.Null(door.Enter(At("192.0.2.2")));
        door.Exit(At("192.0.2.1", 1));
        Assert.Null(door.Enter(At("192.0.2.1", 4)));
        Assert.Equal(FullForAddress, door.Enter(At("192.0.2.1", 5)));
    }

    [Fact]
    public void Who_is_refused_is_not_counted()
    {
        var door = new Door(2, 1);
        Assert.Null(door.Enter(At("192.0.2.1")));
        Assert.Equal(FullForAddress, door.Enter(At("192.0.2.1")));
        Assert.Null(door.Enter(At("192.0.2.2"))); // not the third
        Assert.Equal(Full, door.Enter(At("192.0.2.3")));
        door.Exit(At("192.0.2.1"));
        Assert.Null(door.Enter(At("192.0.2.3"))); // not its second
    }

    [Fact]
    public void An_IPv6_network_of_64_bits_counts_as_one_address()
    {
        var door = new Door(0, 2);
        Assert.Null(door.Enter(At("2001:db8:0:1::1")));
        Assert.Null(door.Enter(At("2001:db8:0:1:ffff:ffff:ffff:ffff")));
        Assert.Equal(FullForAddress, door.Enter(At("2001:db8:0:1:8000::")));
        Assert.Null(door.Enter(At("2001:db8:0:2::1")));
        door.Exit(At("2001:db8:0:1::1"));
        Assert.Null(door.Enter(At("2001:db8:0:1::7")));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:127.1.2.3")]
    public void Loopback_is_exempt_from_the_limit_of_an_address(string loopback)
    {
        var door = new Door(0, 1);
        for (int i = 0; i < 5; i++) Assert.Null(door.Enter(At(loopback)));
        for (int i = 0; i < 5; i++) door.Exit(At(loopback));
    }

    [Fact]
    public void An_IPv4_address_mapped_to_IPv6_is_that_IPv4_address()
    {
        var door = new Door(0, 1);
        Assert.Null(door.Enter(At("::ffff:192.0.2.1")));
        Assert.Equal(FullForAddress, door.Enter(At("192.0.2.1")));
        Assert.Null(door.Enter(At("::ffff:192.0.2.2"))); // not one /64
    }

    [Fact]
    public void A_link_local_network_is_one_whatever_its_scope()
    {
        var door = new Door(0, 1);
        Assert.Null(door.Enter(At("fe80::1%1")));
        Assert.Equal(FullForAddress, door.Enter(At("fe80::2%1")));
    }

    [Fact]
    public void What_is_no_IP_address_is_exempt_from_the_limit_of_an_address()
    {
        var door = new Door(0, 1);
        var other = Substitute.For<EndPoint>();
        Assert.Null(door.Enter(other));
        Assert.Null(door.Enter(other));
        Assert.Null(door.Enter(null));
        Assert.Null(door.Enter(null));
    }

    [Fact]
    public void Zero_is_no_limit()
    {
        var door = new Door(0, 0);
        for (int i = 0; i < 1000; i++) Assert.Null(door.Enter(At("192.0.2.1")));
    }

    [Fact]
    public void The_next_connection_takes_over_the_most_used_allowance()
    {
        var door = new Door(0, 0);
        var (first, second, other) = (door.Allow("192.0.2.1"), door.Allow("192.0.2.1"), door.Allow("192.0.2.2"));
        Use(first, 3);
        Use(second, 5);
        door.Exit(At("192.0.2.1"));
        door.Exit(At("192.0.2.1"));
        Assert.Same(second, door.Allow("192.0.2.1")); // the most used
        Assert.Same(first, door.Allow("192.0.2.1"));
        Assert.DoesNotContain(door.Allow("192.0.2.1"), (Allowance[])[first, second, other]);
        door.Exit(At("192.0.2.2"));
        Assert.NotSame(other, door.Allow("192.0.2.2")); // nothing of it was used
    }

    [Fact]
    public void An_allowance_that_is_full_again_is_forgotten()
    {
        var door = new Door(0, 0);
        var allowance = door.Allow("192.0.2.1");
        Use(allowance, 5);
        door.Exit(At("192.0.2.1"));
        Assert.Equal(1, door.Networks);
        door.Time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Same(allowance, door.Allow("192.0.2.1"));
        door.Exit(At("192.0.2.1"));
        door.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.NotSame(allowance, door.Allow("192.0.2.1"));
        door.Exit(At("192.0.2.1"));
        Assert.Equal(0, door.Networks);
    }

    [Fact]
    public void A_network_is_forgotten_when_everything_it_used_is_available_again()
    {
        var door = new Door(0, 0, connectionsPerSecond: 10);
        for (int i = 0; i < 10; i++) Assert.Null(door.Enter(At("192.0.2.1")));
        for (int i = 0; i < 10; i++) door.Exit(At("192.0.2.1"));
        door.Time.Advance(TimeSpan.FromSeconds(0.9));
        Visit("192.0.2.2");
        Assert.Equal(2, door.Networks);
        door.Time.Advance(TimeSpan.FromSeconds(0.1));
        Visit("192.0.2.3");
        Assert.Equal(1, door.Networks);

        void Visit(string address)
        {
            Assert.Null(door.Enter(At(address)));
            door.Exit(At(address));
        }
    }

    [Fact]
    public void The_number_of_remembered_networks_without_a_connection_is_bounded()
    {
        var door = new Door(0, 0, connectionsPerSecond: 1);
        for (int i = 0; i < 20_000; i++)
        {
            var remote = At($"2001:db8:{i:x}::1");
            Assert.Null(door.Enter(remote));
            if (i >= 100) door.Exit(remote);
        }

        Assert.Equal(16_384 + 100, door.Networks);
    }

    [Fact]
    public void There_are_never_more_allowances_than_simultaneous_connections()
    {
        var door = new Door(0, 0);
        var seen = new HashSet<Allowance>();
        for (int i = 0; i < 10; i++)
        {
            for (int n = 0; n < 8; n++)
            {
                var allowance = door.Allow("192.0.2.1");
                Use(allowance, 20);
                seen.Add(allowance);
            }

            for (int n = 0; n < 8; n++) door.Exit(At("192.0.2.1"));
        }

        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public void Connections_a_second_are_limited_for_each_address_and_a_refusal_costs_nothing()
    {
        var door = new Door(0, 0, connectionsPerSecond: 10);
        for (int i = 0; i < 80; i++) Assert.Null(door.Enter(At("192.0.2.1")));
        for (int i = 0; i < 100; i++) Assert.Equal(ChatLimit.ConnectionsPerSecondPerAddress, door.Enter(At("192.0.2.1")));
        for (int i = 0; i < 80; i++) door.Exit(At("192.0.2.1"));
        Assert.Equal(ChatLimit.ConnectionsPerSecondPerAddress, door.Enter(At("192.0.2.1")));
        Assert.Null(door.Enter(At("192.0.2.2")));
        for (int i = 0; i < 100; i++) Assert.Null(door.Enter(At("127.0.0.1")));
        door.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(door.Enter(At("192.0.2.1")));
        Assert.Equal(ChatLimit.ConnectionsPerSecondPerAddress, door.Enter(At("192.0.2.1")));
    }

    [Fact]
    public void Only_a_few_refused_connections_are_told_why()
    {
        var door = new Door(0, 1);
        for (int i = 0; i < 20; i++) Assert.Null(door.Enter(At($"192.0.2.{i}")));
        var refused = Enumerable.Range(0, 400).Select(i => door.Limits.Enter(At($"192.0.2.{i / 20}")).Refusal!).ToList();
        var told = refused.Where(refusal => refusal.IsTold).CountBy(refusal => refusal.Network!);
        Assert.Equal([8, 8, 8, 8, 8, 8, 8, 8], told.Select(network => network.Value));
        refused.ForEach(door.Limits.Exit);
        Assert.True(door.Limits.Enter(At("192.0.2.9")).Refusal!.IsTold);
    }

    private static IPEndPoint At(string address, int port = 50_000) => new(IPAddress.Parse(address), port);

    private static void Use(Allowance allowance, int lines) => allowance.Lines.Take(new Rate(5, 20, new FakeTimeProvider()), lines);

    /// <summary>The limits, which remembers who came in.</summary>
    private sealed class Door
    {
        private readonly List<(EndPoint? Remote, Allowance Allowance)> _inside = [];

        public Door(int most, int mostFromAddress, int connectionsPerSecond = 0)
        {
            var options = new CurrentOptions(new()
            {
                Limits =
                {
                    MaxConnections = most,
                    MaxConnectionsPerAddress = mostFromAddress,
                    ConnectionsPerSecondPerAddress = connectionsPerSecond,
                },
                Dialect = { FullWaits = true },
            });
            Limits = new(options, new(options, now => new(now.Limits, Time)), Time);
        }

        public FakeTimeProvider Time { get; } = new();

        public ConnectionLimits Limits { get; }

        public int Networks => Limits.Networks;

        public ChatLimit? Enter(EndPoint? remote)
        {
            var (allowance, refusal) = Limits.Enter(remote);
            if (allowance is not null) _inside.Add((remote, allowance));
            else Limits.Exit(refusal!);
            return refusal?.Limit;
        }

        public Allowance Allow(string address)
        {
            Assert.Null(Enter(At(address)));
            return _inside[^1].Allowance;
        }

        public void Exit(EndPoint remote)
        {
            int found = _inside.FindIndex(one => remote.Equals(one.Remote));
            Limits.Exit(_inside[found].Allowance);
            _inside.RemoveAt(found);
        }
    }
}
