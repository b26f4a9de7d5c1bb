using LineChat.Tests.Contracts;
using LineChat.Tests.Support;
using LineChat.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Tests.Transports;

/// <summary>What holds for TCP however it learns that something came.</summary>
public abstract class TcpTransportContract : TransportContract, IDisposable
{
    private readonly Poller _poller;

    private protected TcpTransportContract(Poller poller) => _poller = poller;

    public void Dispose()
    {
        _poller.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Urgent_data_stands_where_it_was_sent_and_what_follows_is_received_without_more_to_come()
    {
        await using var listener = await ListenAsync();
        await using var client = (TcpChatClient)await ConnectAsync(listener);
        await using var server = await listener.AcceptAsync(Deadline.Token);
        for (int round = 0; round < 3; round++)
        {
            await client.TypeAsync("be");
            await client.SendUrgentAsync((byte)'!'); // as telnet's Synch does (RFC 854)
            await client.TypeAsync("hind");
            Assert.Equal("be!hind", await ReceiveAsync(server, 7));
        }
    }

    private protected override async ValueTask<IChatListener> ListenAsync() => (await Transport("127.0.0.1:0").ListenAsync(Deadline.Token))[0];

    private protected override async ValueTask<ChatClient> ConnectAsync(IChatListener listener) => await TcpChatClient.ConnectAsync(listener.EndPoint);

    private protected TcpTransport Transport(params string[] addresses) =>
        new([.. addresses.Select(TcpAddress.Parse)], 16, _poller, TimeProvider.System, NullLogger<TcpTransport>.Instance);
}

/// <summary>The poller serves the connections itself.</summary>
public sealed class InlineTcpTransportTests() : TcpTransportContract(new(inline: true));

/// <summary>The system has no epoll: a poller that is over watches nothing.</summary>
public sealed class UnpolledTcpTransportTests() : TcpTransportContract(Over())
{
    private static Poller Over()
    {
        var poller = new Poller(inline: false);
        poller.Dispose();
        return poller;
    }
}
