using System.Net;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Sessions;

/// <summary>Connections that are refused in great numbers.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task A_refused_connection_is_closed_before_the_next_is_accepted()
    {
        using var flood = new Flood(2000);
        await using var chat = await ChatFixture.StartAsync(
            options => (options.Limits.MaxConnectionsPerAddress, options.Limits.ConnectionsPerSecondPerAddress) = (1, 0),
            services => services.AddSingleton<ITransport>(flood));
        await flood.Over.InTimeAsync();
        Assert.InRange(flood.MostOpen, 2, 1 + 8 + 1); // one is served, eight are told, and one is being closed
        await flood.DisposeAsync();
    }

    /// <summary>Connections from one address, of which each is there as soon as the one before is accepted.</summary>
    private sealed class Flood(int count) : ITransport, IChatListener, IDisposable
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<LingeringConnection> _accepted = [];

        public EndPoint EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 4004);

        public Task Over => _over.Task;

        public int MostOpen { get; private set; }

        public ValueTask<IReadOnlyList<IChatListener>> ListenAsync(CancellationToken cancellationToken) => new([this]);

        public async ValueTask<IChatConnection> AcceptAsync(CancellationToken cancellationToken)
        {
            MostOpen = Math.Max(MostOpen, _accepted.Count(connection => !connection.IsClosed));
            if (_accepted.Count == count)
            {
                _over.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            _accepted.Add(new("192.0.2.1"));
            return _accepted[^1];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in _accepted) await connection.DisposeAsync();
        }

        public void Dispose() => _over.TrySetCanceled();
    }
}
