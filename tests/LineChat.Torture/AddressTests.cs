using System.Net;
using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

/// <summary>What the limits of a client and of an address are worth when connections are free.</summary>
[Collection("is slowed down")]
public sealed class AddressTests
{
    private const int ConnectionsPerAddress = 64;
    private const int Refused = 2000;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(6);

    // What is allowed in that time, by default: so much at once and so much a second. The witnesses hear a while longer.
    private static readonly double Lines = Allowed(20, 5);
    private static readonly double LinesOfAddress = Allowed(320, 40);
    private static readonly double SignOnsOfAddress = Allowed(64, 8);
    private static readonly double BytesOfAddress = Allowed(256 * 1024, 32 * 1024);

    [NetworkFact]
    public Task Whoever_comes_again_and_again_says_no_more_than_whoever_stays() => Ordeal.RunInNetworkAsync(async ordeal =>
    {
        (string Kind, int AtOnce, IPAddress[] Addresses)[] attacks =
        [
            ("one", 1, [PrivateNetwork.Host(2)]),
            ("many", 16, [PrivateNetwork.Host(3)]),
            .. PrivateNetwork.IPv6Hosts > 1 ? [("network", 16, [.. Enumerable.Range(2, PrivateNetwork.IPv6Hosts - 1).Select(PrivateNetwork.IPv6Host)])] : Array.Empty<(string, int, IPAddress[])>(),
        ];
        var before = attacks.ToDictionary(attack => attack.Kind, attack => ordeal.Ann.Hearing.CountOfKind(attack.Kind));
        await Task.WhenAll(attacks.Select(attack => ordeal.ManyAsync(attack.AtOnce, (ordeal, _) => AddressAttacks.ReconnectAsync(ordeal, attack.Kind, attack.Addresses, Time))));
        await ordeal.MeetNewcomerAsync();
        foreach (var (kind, atOnce, _) in attacks)
        {
            // Somebody who arrives leaves again.
            double most = Math.Min(atOnce * Lines, LinesOfAddress) + (2 * Math.Min(atOnce * Lines, SignOnsOfAddress));
            long heard = ordeal.Ann.Hearing.CountOfKind(kind) - before[kind];
            Assert.True(heard <= most, $"{heard} lines of \"{kind}\" were heard, {atOnce} of whom connected at once; {most} are allowed.");
        }
    });

    [NetworkFact]
    public Task Long_lines_within_the_rate_of_lines_are_paced_by_their_bytes() => Ordeal.RunInNetworkAsync(async ordeal =>
    {
        long before = ordeal.Ann.Hearing.Bytes;
        await ordeal.ManyAsync(ConnectionsPerAddress, (ordeal, _) => AddressAttacks.SayLongLinesAsync(ordeal, ordeal.NewName("long"), PrivateNetwork.Host(2), Time));
        long heard = ordeal.Ann.Hearing.Bytes - before;
        Assert.True(heard <= BytesOfAddress, $"{heard:N0} bytes were heard of {ConnectionsPerAddress} clients of one address in {Time.TotalSeconds} s; {BytesOfAddress:N0} are allowed.");
        await ordeal.MeetNewcomerAsync();
    });

    [NetworkFact]
    public Task Thousands_of_refused_connections_from_one_address_keep_few_descriptors() => Ordeal.RunInNetworkAsync(
        ordeal => RefuseAsync(ordeal, ordeal.RouteFrom(PrivateNetwork.Host(2)), ordeal.MeetNewcomerAsync));

    [LinuxFact]
    public Task Thousands_of_refused_connections_to_a_full_chat_keep_few_descriptors() => Ordeal.RunAsync(
        ordeal => RefuseAsync(ordeal, Route.Loopback(ordeal.Port), static () => Task.CompletedTask),
        ("Limits:MaxConnections", $"{ConnectionsPerAddress}"));

    private static double Allowed(double atOnce, double perSecond) => 1.5 * (atOnce + (perSecond * Time.TotalSeconds));

    private static async Task RefuseAsync(Ordeal ordeal, Route route, Func<Task> meet)
    {
        const int Lingering = 64;
        const int Others = 32; // what .NET opens when code is first used
        int most = ordeal.Vitals.Descriptors + ConnectionsPerAddress + Lingering + Others;
        var end = new TaskCompletionSource();
        var attackers = ordeal.ManyAsync(1, (_, _) => AddressAttacks.ComeInVainAsync(route, Refused, end.Task));
        int seen = 0;
        var watched = Task.Delay(TimeSpan.FromSeconds(4));
        while (!watched.IsCompleted)
        {
            seen = Math.Max(seen, ordeal.Vitals.Descriptors);
            await Task.Delay(20);
        }

        await meet();
        end.SetResult();
        await attackers;
        Assert.True(seen <= most, $"{seen} descriptors were open; {most} should be enough for {Refused} connections of which {ConnectionsPerAddress} are let in.");
    }
}
