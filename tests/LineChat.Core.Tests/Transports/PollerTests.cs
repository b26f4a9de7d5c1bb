using System.Net;
using System.Net.Sockets;
using LineChat.Tests.Support;
using LineChat.Transports;

namespace LineChat.Tests.Transports;

public sealed class PollerTests : IDisposable
{
    private readonly Poller _poller = new(inline: false);
    private readonly List<Socket> _sockets = [];

    public void Dispose()
    {
        _poller.Dispose();
        _sockets.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task What_came_before_the_wait_is_not_missed()
    {
        var (client, server) = Connect();
        var readiness = _poller.TryWatch((int)server.Handle)!;
        client.Send("x"u8);
        await readiness.WaitAsync(Deadline.Token);
        await readiness.WaitAsync(Deadline.Token); // it was not taken
    }

    [Fact]
    public async Task Once_taken_it_waits_for_more()
    {
        var (client, server) = Connect();
        var readiness = _poller.TryWatch((int)server.Handle)!;
        client.Send("x"u8);
        await readiness.WaitAsync(Deadline.Token);
        readiness.Take();
        Assert.Equal(1, server.Receive(new byte[10]));
        var more = readiness.WaitAsync(Deadline.Token).AsTask();
        Assert.False(more.IsCompleted);
        client.Send("y"u8);
        await more.InTimeAsync();
    }

    [Fact]
    public async Task What_was_left_is_put_back()
    {
        var (client, server) = Connect();
        var readiness = _poller.TryWatch((int)server.Handle)!;
        client.Send("xy"u8);
        await readiness.WaitAsync(Deadline.Token);
        readiness.Take();
        Assert.Equal(1, server.Receive(new byte[1]));
        readiness.PutBack();
        await readiness.WaitAsync(Deadline.Token);
    }

    [Fact]
    public async Task A_cancelled_wait_is_over_and_another_may_follow()
    {
        var (client, server) = Connect();
        var readiness = _poller.TryWatch((int)server.Handle)!;
        using var cancellation = new CancellationTokenSource();
        var wait = readiness.WaitAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await wait.InTimeAsync();
        await readiness.WaitAsync(cancellation.Token);

        var again = readiness.WaitAsync(Deadline.Token).AsTask();
        Assert.False(again.IsCompleted);
        client.Send("x"u8);
        await again.InTimeAsync();
    }

    [Fact]
    public async Task After_the_end_no_wait_takes_long()
    {
        var (client, server) = Connect();
        var readiness = _poller.TryWatch((int)server.Handle)!;
        client.Dispose();
        for (int i = 0; i < 3; i++)
        {
            await readiness.WaitAsync(Deadline.Token);
            readiness.Take();
            Assert.Equal(0, server.Receive(new byte[10]));
        }
    }

    [Fact]
    public async Task Waiting_fails_once_it_is_closed_or_the_poller_is_over()
    {
        var first = _poller.TryWatch((int)Connect().Server.Handle)!;
        var second = _poller.TryWatch((int)Connect().Server.Handle)!;
        Task[] waits = [first.WaitAsync(Deadline.Token).AsTask(), second.WaitAsync(Deadline.Token).AsTask()];
        first.Close();
        await Assert.ThrowsAsync<IOException>(() => waits[0].InTimeAsync());
        Assert.False(waits[1].IsCompleted);

        _poller.Dispose();
        await Assert.ThrowsAsync<IOException>(() => waits[1].InTimeAsync());
        await Assert.ThrowsAsync<IOException>(async () => await second.WaitAsync(Deadline.Token)); // and does not spin
        Assert.Null(_poller.TryWatch((int)Connect().Server.Handle));
    }

    [Fact]
    public async Task Whoever_has_the_descriptor_next_is_not_taken_for_the_one_before()
    {
        for (int i = 0; i < 50; i++)
        {
            var (client, server) = Connect();
            var readiness = _poller.TryWatch((int)server.Handle)!;
            var wait = readiness.WaitAsync(Deadline.Token).AsTask();
            readiness.Close();
            client.Send("x"u8);
            await Assert.ThrowsAsync<IOException>(() => wait.InTimeAsync());
            server.Dispose();
            client.Dispose();
        }

        var last = Connect();
        var next = _poller.TryWatch((int)last.Server.Handle)!.WaitAsync(Deadline.Token).AsTask();
        Assert.False(next.IsCompleted);
        last.Client.Send("y"u8);
        await next.InTimeAsync();
    }

    private (Socket Client, Socket Server) Connect()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        var server = listener.Accept();
        _sockets.AddRange([client, server]);
        return (client, server);
    }
}
