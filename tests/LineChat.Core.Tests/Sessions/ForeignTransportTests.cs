using System.Net;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Sessions;

/// <summary>Transports of the host's that do something wrong when the chat starts or stops.</summary>
public sealed class ForeignTransportTests
{
    [Theory]
    [InlineData(ListenerFault.AcceptHangs)]
    [InlineData(ListenerFault.DisposeThrows)]
    [InlineData(ListenerFault.DisposeHangs)]
    [InlineData(ListenerFault.DisposeBlocks)]
    public async Task A_listener_that_fails_or_hangs_keeps_neither_the_stop_nor_the_other_listeners(ListenerFault fault)
    {
        using var listener = new Listener(fault);
        var services = new ServiceCollection().AddSingleton<ITransport>(new Transport(_ => Task.FromResult<IReadOnlyList<IChatListener>>([listener])));
        services.AddLineChat().AddTcp("127.0.0.1:0");
        await using var provider = services.BuildServiceProvider();
        var server = provider.GetRequiredService<ChatServer>();
        await server.StartAsync(Deadline.Token);
        await server.StopAsync(new CancellationToken(canceled: true)).InTimeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => TcpChatClient.ConnectAsync(server.EndPoints[^1]));
    }

    [Fact]
    public async Task A_listener_without_an_address_fails_the_start_and_all_are_released()
    {
        using var listener = new Listener(ListenerFault.EndPointThrows);
        var services = new ServiceCollection().AddSingleton<ITransport>(new Transport(_ => Task.FromResult<IReadOnlyList<IChatListener>>([listener])));
        services.AddLineChat();
        await using var provider = services.BuildServiceProvider();
        await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetRequiredService<ChatServer>().StartAsync(Deadline.Token));
        await listener.Disposed.InTimeAsync();
    }

    [Fact]
    public async Task A_start_that_is_given_up_does_not_wait_for_a_transport_and_releases_what_it_binds_later()
    {
        using var listener = new Listener(ListenerFault.None);
        var bound = new TaskCompletionSource<IReadOnlyList<IChatListener>>();
        var services = new ServiceCollection().AddSingleton<ITransport>(new Transport(_ => bound.Task));
        services.AddLineChat();
        await using var provider = services.BuildServiceProvider();
        using var giveUp = new CancellationTokenSource();
        var starting = provider.GetRequiredService<ChatServer>().StartAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting.InTimeAsync());
        bound.SetResult([listener]);
        await listener.Disposed.InTimeAsync();
    }

    public enum ListenerFault
    {
        None,
        EndPointThrows,
        AcceptHangs,
        DisposeThrows,
        DisposeHangs,
        DisposeBlocks,
    }

    private sealed class Transport(Func<CancellationToken, Task<IReadOnlyList<IChatListener>>> listen) : ITransport
    {
        public ValueTask<IReadOnlyList<IChatListener>> ListenAsync(CancellationToken cancellationToken) => new(listen(cancellationToken));
    }

    private sealed class Listener(ListenerFault fault) : IChatListener, IDisposable
    {
        private readonly TaskCompletionSource<IChatConnection> _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => fault == ListenerFault.EndPointThrows ? throw new InvalidOperationException("No address.") : new DnsEndPoint("elsewhere", 1);

        public Task Disposed => _disposed.Task;

        public ValueTask<IChatConnection> AcceptAsync(CancellationToken cancellationToken) =>
            new(fault == ListenerFault.AcceptHangs ? _hangs.Task : _hangs.Task.WaitAsync(cancellationToken));

        public async ValueTask DisposeAsync()
        {
            _disposed.TrySetResult();
            if (fault == ListenerFault.DisposeThrows) throw new InvalidOperationException("It does not close.");
            if (fault == ListenerFault.DisposeBlocks) _hangs.Task.Wait();
            if (fault == ListenerFault.DisposeHangs) await _hangs.Task;
        }

        public void Dispose() => _hangs.TrySetCanceled();
    }
}
