using System.Text;
using LineChat.Tests.Support;

namespace LineChat.Tests.Contracts;

/// <summary>What every transport must pass: see <see cref="IChatConnection"/>.</summary>
public abstract class TransportContract
{
    private static readonly byte[] Megabyte = Encoding.UTF8.GetBytes(new string('x', 1024 * 1024));

    [Fact]
    public async Task Bytes_go_both_ways_in_order()
    {
        await using var pair = await ConnectAsync();
        await pair.Client.TypeAsync("hello ");
        await pair.Client.TypeAsync("server");
        Assert.Equal("hello server", await ReceiveAsync(pair.Server, 12));

        await pair.Server.SendAsync("hello "u8.ToArray(), Deadline.Token);
        await pair.Server.SendAsync("client"u8.ToArray(), Deadline.Token);
        await pair.Client.ExpectAsync("hello client");
    }

    [Fact]
    public async Task Every_connection_has_an_id_of_its_own()
    {
        await using var one = await ConnectAsync();
        await using var other = await ConnectAsync();
        Assert.NotEmpty(one.Server.Id);
        Assert.NotEqual(one.Server.Id, other.Server.Id);
        Assert.Equal(one.Server.Id, one.Server.Id);
    }

    [Fact]
    public async Task An_empty_receive_waits_for_data_and_takes_nothing()
    {
        await using var pair = await ConnectAsync();
        var waiting = pair.Server.ReceiveAsync(Memory<byte>.Empty, Deadline.Token).AsTask();
        Assert.False(waiting.IsCompleted);

        await pair.Client.TypeAsync("hello");
        Assert.Equal(0, await waiting.InTimeAsync());
        Assert.Equal(0, await pair.Server.ReceiveAsync(Memory<byte>.Empty, Deadline.Token));
        Assert.Equal("hello", await ReceiveAsync(pair.Server, 5));
    }

    [Fact]
    public async Task A_small_buffer_takes_what_fits_and_leaves_the_rest()
    {
        await using var pair = await ConnectAsync();
        await pair.Client.TypeAsync("hello");
        Assert.Equal("he", await ReceiveAsync(pair.Server, 2));
        Assert.Equal("llo", await ReceiveAsync(pair.Server, 3));
    }

    [Fact]
    public async Task A_client_that_closes_its_side_is_received_as_nothing_after_all_it_sent()
    {
        await using var pair = await ConnectAsync();
        await pair.Client.TypeAsync("last");
        pair.Client.CloseSending();
        Assert.Equal("last", await ReceiveAsync(pair.Server, 4));
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[10], Deadline.Token));
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[10], Deadline.Token));

        await pair.Server.SendAsync("goodbye"u8.ToArray(), Deadline.Token);
        await pair.Client.ExpectAsync("goodbye");
    }

    [Fact]
    public async Task A_send_to_a_client_that_does_not_read_waits_until_it_does()
    {
        await using var pair = await ConnectAsync();
        var sending = SendUntilItWaitsAsync(pair.Server, out long sent);
        long received = 0;
        byte[] buffer = new byte[64 * 1024];
        while (received < sent) received += await pair.Client.ReceiveAsync(buffer, Deadline.Token);
        await sending.InTimeAsync();
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task A_send_that_waits_can_be_given_up()
    {
        await using var pair = await ConnectAsync();
        using var giveUp = new CancellationTokenSource();
        var sending = SendUntilItWaitsAsync(pair.Server, out _, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.InTimeAsync());
    }

    [Fact]
    public async Task A_receive_given_up_leaves_the_connection_usable()
    {
        await using var pair = await ConnectAsync();
        using var giveUp = new CancellationTokenSource();
        var empty = pair.Server.ReceiveAsync(Memory<byte>.Empty, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        Assert.True(await Record.ExceptionAsync(() => empty.InTimeAsync()) is null or OperationCanceledException);
        using var giveUpAgain = new CancellationTokenSource();
        var receiving = pair.Server.ReceiveAsync(new byte[10], giveUpAgain.Token).AsTask();
        await giveUpAgain.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.InTimeAsync());

        await pair.Server.SendAsync("still here"u8.ToArray(), Deadline.Token);
        await pair.Client.ExpectAsync("still here");
        await pair.Client.TypeAsync("so am I");
        Assert.Equal("so am I", await ReceiveAsync(pair.Server, 7));
    }

    [Fact]
    public async Task After_a_reset_receiving_and_sending_fail_with_an_IOException()
    {
        await using var pair = await ConnectAsync();
        pair.Client.Reset();
        await Assert.ThrowsAnyAsync<IOException>(() => pair.Server.ReceiveAsync(new byte[10], Deadline.Token).InTimeAsync());
        await Assert.ThrowsAnyAsync<IOException>(() => pair.Server.SendAsync("hello"u8.ToArray(), Deadline.Token).InTimeAsync());
    }

    [Fact]
    public async Task A_reset_ends_a_receive_and_a_send_that_wait()
    {
        await using var pair = await ConnectAsync();
        var receiving = pair.Server.ReceiveAsync(new byte[10], Deadline.Token).AsTask();
        var sending = SendUntilItWaitsAsync(pair.Server, out _);
        pair.Client.Reset();
        await Assert.ThrowsAnyAsync<IOException>(() => sending.InTimeAsync());

        // A socket reports its error once: if the send got it, what is left for the receive is the end.
        var thrown = await Record.ExceptionAsync(() => receiving.InTimeAsync());
        Assert.True(thrown is IOException || (thrown is null && await receiving == 0));
    }

    [Fact]
    public async Task Disposing_ends_the_connection_after_all_that_was_sent_and_may_happen_twice()
    {
        await using var pair = await ConnectAsync();
        await pair.Server.SendAsync("goodbye"u8.ToArray(), Deadline.Token);
        var disposing = pair.Server.DisposeAsync();
        await pair.Client.ExpectAsync("goodbye");
        await pair.Client.ExpectClosedAsync();
        await pair.Client.DisposeAsync();
        await disposing.InTimeAsync();
        await pair.Server.DisposeAsync().InTimeAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => pair.Server.SendAsync("hello"u8.ToArray(), Deadline.Token).InTimeAsync());
    }

    [Fact]
    public async Task The_end_comes_clean_even_if_the_client_typed_what_nobody_read()
    {
        await using var pair = await ConnectAsync();
        await pair.Client.TypeAsync(new string('x', 10_000));
        await pair.Server.ReceiveAsync(Memory<byte>.Empty, Deadline.Token);
        await pair.Server.SendAsync("goodbye"u8.ToArray(), Deadline.Token);
        var disposing = pair.Server.DisposeAsync();
        await pair.Client.ExpectAsync("goodbye");
        await pair.Client.ExpectClosedAsync();
        await pair.Client.DisposeAsync();
        await disposing.InTimeAsync();
    }

    [Fact]
    public async Task Accepting_ends_when_it_is_given_up()
    {
        await using var listener = await ListenAsync();
        using var giveUp = new CancellationTokenSource();
        var accepting = listener.AcceptAsync(giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting.InTimeAsync());
    }

    private protected abstract ValueTask<IChatListener> ListenAsync();

    private protected abstract ValueTask<ChatClient> ConnectAsync(IChatListener listener);

    private async Task<Pair> ConnectAsync()
    {
        var listener = await ListenAsync();
        var client = await ConnectAsync(listener);
        return new(listener, client, await listener.AcceptAsync(Deadline.Token));
    }

    // One at a time, as a session does.
    private static Task SendUntilItWaitsAsync(IChatConnection server, out long sent, CancellationToken cancellationToken = default)
    {
        Task sending;
        sent = 0;
        do
        {
            sending = server.SendAsync(Megabyte, cancellationToken).AsTask();
            sent += Megabyte.Length;
        }
        while (sending.IsCompletedSuccessfully);
        return sending;
    }

    private protected static async Task<string> ReceiveAsync(IChatConnection server, int count)
    {
        byte[] buffer = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = await server.ReceiveAsync(buffer.AsMemory(received), Deadline.Token);
            Assert.NotEqual(0, more);
            received += more;
        }

        return Encoding.UTF8.GetString(buffer);
    }

    private sealed record Pair(IChatListener Listener, ChatClient Client, IChatConnection Server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await Server.DisposeAsync();
            await Listener.DisposeAsync();
        }
    }
}
