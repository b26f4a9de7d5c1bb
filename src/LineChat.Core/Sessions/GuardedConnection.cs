using System.Net;
using System.Runtime.CompilerServices;

namespace LineChat.Sessions;

/// <summary>
/// A connection of the host's that may fail in any way. Its name and address are read once, at the start. A receive or a send that is given
/// up is over after a while, whether the connection heeds that or not, and so is closing; what it then does later goes nowhere. Two guards
/// of one connection are equal.
/// </summary>
internal sealed class GuardedConnection : IChatConnection
{
    private readonly IChatConnection _connection;
    private readonly SessionServices _services;

    private GuardedConnection(IChatConnection connection, SessionServices services)
    {
        _connection = connection;
        _services = services;
        Id = $"{connection.GetType().Name}-{RuntimeHelpers.GetHashCode(connection)}";
        try
        {
            RemoteEndPoint = connection.RemoteEndPoint;
            Id = connection.Id;
        }
        catch (Exception exception)
        {
            services.Logger.Failed(exception, Id);
        }
    }

    public string Id { get; }

    public EndPoint? RemoteEndPoint { get; }

    /// <summary>Guards a connection, unless it is one of this library's.</summary>
    public static IChatConnection Guard(IChatConnection connection, SessionServices services) =>
        connection.GetType().Assembly == typeof(GuardedConnection).Assembly ? connection : new GuardedConnection(connection, services);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var receive = _connection.ReceiveAsync(buffer, cancellationToken);
        return receive.IsCompleted ? receive : new(EndAsync(receive.AsTask(), cancellationToken));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var send = _connection.SendAsync(bytes, cancellationToken);
        return send.IsCompleted ? send : new(EndAsync(send.AsTask(), cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        var closing = Task.Run(() => _connection.DisposeAsync().AsTask());
        if (await EndsInTimeAsync(closing).ConfigureAwait(false)) await closing.ConfigureAwait(false);
        else _services.Logger.NotClosed(Id);
    }

    public override bool Equals(object? obj) => obj is GuardedConnection other && ReferenceEquals(other._connection, _connection);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(_connection);

    // What is given up has a while to end, since another may begin only then.
    private async Task<int> EndAsync(Task<int> receive, CancellationToken cancellationToken)
    {
        await EndAsync((Task)receive, cancellationToken).ConfigureAwait(false);
        return await receive.ConfigureAwait(false);
    }

    private async Task EndAsync(Task call, CancellationToken cancellationToken)
    {
        await call.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!await EndsInTimeAsync(call).ConfigureAwait(false)) throw new OperationCanceledException(cancellationToken);
        await call.ConfigureAwait(false);
    }

    private Task<bool> EndsInTimeAsync(Task call) => TimeLimit.EndsWithinAsync(call, SessionServices.ClosingTime, _services.Time);
}
