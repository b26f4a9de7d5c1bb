using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LineChat.Tests.Support;

namespace LineChat.Tests.Transports;

public sealed class TcpTransportTests() : TcpTransportContract(new(inline: false))
{
    [Fact]
    public async Task A_taken_port_is_named_and_whatever_was_bound_before_is_released()
    {
        using var taken = Listen();
        int free;
        using (var probe = Listen()) free = Port(probe.LocalEndPoint!);

        var transport = Transport($"127.0.0.1:{free}", $"127.0.0.1:{Port(taken.LocalEndPoint!)}");
        var thrown = await Assert.ThrowsAsync<IOException>(async () => await transport.ListenAsync(Deadline.Token));
        Assert.Contains(Port(taken.LocalEndPoint!).ToString(CultureInfo.InvariantCulture), thrown.Message, StringComparison.Ordinal);
        Assert.Contains("in use", thrown.Message, StringComparison.Ordinal);

        using var again = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        again.Bind(new IPEndPoint(IPAddress.Loopback, free));
    }

    [Fact]
    public async Task Localhost_is_both_loopback_addresses_on_one_port()
    {
        var listeners = await Transport("localhost:0").ListenAsync(Deadline.Token);
        Assert.Contains(listeners, listener => ((IPEndPoint)listener.EndPoint).Address.Equals(IPAddress.Loopback));
        Assert.Single(listeners.Select(listener => Port(listener.EndPoint)).Distinct());
        Assert.Equal(HasIPv6() ? 2 : 1, listeners.Count);
        foreach (var listener in listeners)
        {
            Assert.NotEqual(0, Port(listener.EndPoint));
            await using var client = await TcpChatClient.ConnectAsync(listener.EndPoint);
            await using var server = await listener.AcceptAsync(Deadline.Token);
            await client.DisposeAsync();
            await listener.DisposeAsync();
        }
    }

    [Fact]
    public async Task All_addresses_of_IPv6_are_those_of_IPv4_too()
    {
        if (!HasIPv6()) return;
        await using var listener = (await Transport("[::]:0").ListenAsync(Deadline.Token))[0];
        await using var client = await TcpChatClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, Port(listener.EndPoint)));
        await using var server = await listener.AcceptAsync(Deadline.Token);
        Assert.True(IPAddress.Loopback.Equals(((IPEndPoint)server.RemoteEndPoint!).Address.MapToIPv4()));
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_reads_a_little_lets_the_next_send_go_on()
    {
        if (!OperatingSystem.IsLinux()) return;
        const int Little = 64 * 1024;
        await using var listener = await ListenAsync();
        using var client = new TcpClient(AddressFamily.InterNetwork) { ReceiveBufferSize = 16 * 1024 };
        await client.ConnectAsync((IPEndPoint)listener.EndPoint, Deadline.Token);
        await using var server = await listener.AcceptAsync(Deadline.Token);

        Task send;
        do send = server.SendAsync(new byte[16 * 1024], Deadline.Token).AsTask();
        while (send.IsCompleted);
        await client.GetStream().ReadExactlyAsync(new byte[Little], Deadline.Token);
        await send.InTimeAsync();
    }

    [Fact]
    public async Task Whoever_floods_on_after_the_end_is_cut_off()
    {
        const int Most = 32 * 1024 * 1024; // what is read, and what the system takes for both
        await using var listener = await ListenAsync();
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync((IPEndPoint)listener.EndPoint, Deadline.Token);
        var server = await listener.AcceptAsync(Deadline.Token);
        var closing = server.DisposeAsync();
        byte[] flood = new byte[64 * 1024];
        long sent = 0;
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            for (; sent < Most; sent += flood.Length) await client.GetStream().WriteAsync(flood, Deadline.Token);
        });
        await closing;
    }

    [Fact]
    public async Task It_knows_where_the_client_is()
    {
        await using var listener = await ListenAsync();
        using var client = new TcpClient(AddressFamily.InterNetwork);
        await client.ConnectAsync((IPEndPoint)listener.EndPoint, Deadline.Token);
        await using var server = await listener.AcceptAsync(Deadline.Token);
        Assert.Equal(client.Client.LocalEndPoint, server.RemoteEndPoint);
        client.Close();
    }

    [Fact]
    public async Task A_client_that_was_reset_before_it_was_accepted_does_not_end_accepting()
    {
        await using var listener = await ListenAsync();
        await using var gone = await TcpChatClient.ConnectAsync(listener.EndPoint);
        gone.Reset();
        await using var client = await TcpChatClient.ConnectAsync(listener.EndPoint);
        await client.TypeAsync("x");
        while (true)
        {
            await using var server = await listener.AcceptAsync(Deadline.Token);
            try
            {
                if (await server.ReceiveAsync(new byte[1], Deadline.Token) == 0) continue;
                await client.DisposeAsync();
                break;
            }
            catch (IOException)
            {
                // That was the one which is gone.
            }
        }
    }

    [Fact]
    public async Task Disposing_a_second_time_hurries_the_first()
    {
        await using var listener = await ListenAsync();
        await using var client = await TcpChatClient.ConnectAsync(listener.EndPoint);
        var server = await listener.AcceptAsync(Deadline.Token);
        var first = server.DisposeAsync().AsTask();
        await server.DisposeAsync();
        await first.InTimeAsync();
    }

    [Fact]
    public async Task Nothing_more_is_received_after_a_reset()
    {
        await using var listener = await ListenAsync();
        await using var client = await TcpChatClient.ConnectAsync(listener.EndPoint);
        await using var server = await listener.AcceptAsync(Deadline.Token);
        await client.SendAsync(new byte[60_000], Deadline.Token);
        int received = await server.ReceiveAsync(new byte[1], Deadline.Token);
        client.Reset();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            while (true) received += await server.ReceiveAsync(new byte[1], Deadline.Token);
        });
        Assert.InRange(received, 1, 59_999);
    }

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        return socket;
    }

    private static int Port(EndPoint endPoint) => ((IPEndPoint)endPoint).Port;

    private static bool HasIPv6()
    {
        if (!Socket.OSSupportsIPv6) return false;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
