using System.Net;
using LineChat.Diagnostics;
using LineChat.Sessions;
using Microsoft.Extensions.Hosting;

namespace LineChat;

/// <summary>
/// The chat server: it listens where the transports do, and serves whoever connects. It starts and stops with the host; a host that
/// accepts connections itself gives them to <see cref="ServeAsync"/>.
/// </summary>
public sealed class ChatServer : IHostedService
{
    // What closing may take when everything has been sent.
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly SessionServices _services;
    private readonly IEnumerable<ITransport> _transports;
    private readonly ConnectionLimits _limits;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IChatListener> _listeners = [];
    private readonly HashSet<IChatConnection> _served = [];
    private readonly TaskCompletionSource _noneServed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChatServer(SessionServices services, IEnumerable<ITransport> transports)
    {
        _services = services;
        _transports = transports;
        _limits = new(services.Options, services.Rates, services.Time);
    }

    /// <summary>Where it listens, with the ports that it really got; empty before it has started.</summary>
    public IReadOnlyList<EndPoint> EndPoints { get; private set; } = [];

    /// <summary>Binds every transport and begins to accept. If one cannot be bound, all are released.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">An address cannot be bound; the message says which, and what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var transport in _transports) _listeners.AddRange(await transport.ListenAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await ReleaseAsync().ConfigureAwait(false);
            throw;
        }

        EndPoints = [.. _listeners.Select(listener => listener.EndPoint)];
        foreach (var listener in _listeners)
        {
            _services.Logger.Listening(listener.EndPoint);
            _ = AcceptAsync(listener);
        }
    }

    /// <summary>
    /// Stops accepting, tells everybody that the server is stopping, sends what is owed, and closes all connections. What takes longer than
    /// <see cref="LineChatOptions.FlushTimeout"/> is cut off.
    /// </summary>
    /// <param name="cancellationToken">Cuts off what is left once everybody has been told.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var most = new CancellationTokenSource(_services.Options.FlushTimeout + ClosingTime, _services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(most.Token, cancellationToken);
        await IsInTimeAsync(Task.Run(_services.Room.Close, CancellationToken.None), most.Token).ConfigureAwait(false); // the host's formatter may hang
        await _stopping.CancelAsync().ConfigureAwait(false);
        await ReleaseAsync().ConfigureAwait(false);
        int served;
        lock (_served) served = _served.Count;
        _services.Logger.Stopping(served);
        if (served == 0) return;

        if (!await IsInTimeAsync(_noneServed.Task, either.Token).ConfigureAwait(false)) await CutOffAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Serves one connection until its conversation is over, and disposes of it. Never throws: whatever goes wrong ends this connection alone,
    /// and is logged.
    /// </summary>
    /// <param name="connection">The connection, from which nothing has been received.</param>
    /// <param name="cancellationToken">Ends the conversation; what is owed is still sent.</param>
    public Task ServeAsync(IChatConnection connection, CancellationToken cancellationToken = default) => ServeInTurnAsync(connection, null, cancellationToken);

    /// <param name="connection">The connection.</param>
    /// <param name="next">Done when it has its place, or is refused.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    private async Task ServeInTurnAsync(IChatConnection connection, TaskCompletionSource? next, CancellationToken cancellationToken)
    {
        bool serves = Enter(connection);
        Allowance? allowance = null;
        Refusal? refusal = null;
        try
        {
            if (serves)
            {
                ReportOpened(connection);
                (allowance, refusal) = await EnterAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            next?.TrySetResult();
            if (refusal is not null) await RefuseAsync(connection, refusal).ConfigureAwait(false);
            if (allowance is not null)
            {
                await new Session(connection, allowance, _services).RunAsync(_stopping.Token, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Ended from this side.
        }
        catch (IOException exception)
        {
            _services.Logger.Lost(exception, connection.Id);
        }
        catch (Exception exception)
        {
            _services.Logger.Failed(exception, connection.Id);
        }
        finally
        {
            next?.TrySetResult();
            await DisposeAsync(connection).ConfigureAwait(false);
            if (allowance is not null) _limits.Exit(allowance);
            if (refusal is not null) _limits.Exit(refusal);
            if (serves)
            {
                Exit(connection);
                _services.Metrics.ConnectionClosed();
                _services.Logger.Closed(connection.Id);
            }
        }
    }

    // Kept waiting are one for each listener, behind which the others wait to be accepted, and those that the host has accepted itself.
    private async ValueTask<(Allowance? Allowance, Refusal? Refusal)> EnterAsync(
        IChatConnection connection,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var (allowance, refusal) = _limits.Enter(connection.RemoteEndPoint);
            if (refusal?.Limit != ChatLimit.Connections || !_services.Options.Dialect.FullWaits) return (allowance, refusal);

            _limits.Exit(refusal);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
            await _limits.WaitForPlaceAsync(any.Token).ConfigureAwait(false);
        }
    }

    private void ReportOpened(IChatConnection connection)
    {
        _services.Metrics.ConnectionOpened();
        _services.Logger.Opened(connection.Id, connection.RemoteEndPoint);
    }

    private async Task RefuseAsync(IChatConnection connection, Refusal refusal)
    {
        var reason = refusal.Limit == ChatLimit.Connections ? ChatMessageKind.TooManyConnections : ChatMessageKind.TooManyFromAddress;
        _services.Metrics.Reached(refusal.Limit);
        _services.Logger.Refused(connection.Id, connection.RemoteEndPoint, reason);
        if (refusal.IsTold)
        {
            using var deadline = new CancellationTokenSource(ClosingTime, _services.Time);
            await _services.SayAsync(connection, new(reason), deadline.Token).ConfigureAwait(false);
        }
        else
        {
            await Task.WhenAll(DisposeAsync(connection), DisposeAsync(connection)).ConfigureAwait(false); // the second hurries the first
        }
    }

    private static async Task<bool> IsInTimeAsync(Task task, CancellationToken cancellationToken)
    {
        await task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    private async Task AcceptAsync(IChatListener listener)
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                var next = _services.Options.Dialect.FullWaits ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
                ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Server.ServeInTurnAsync(work.Connection, work.Next, default), (Server: this, Connection: connection, Next: next), preferLocal: false);
                if (next is not null) await next.Task.WaitAsync(_stopping.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // That is how accepting ends.
        }
        catch (Exception exception)
        {
            _services.Logger.AcceptingEnded(exception, listener.EndPoint);
        }
    }

    private bool Enter(IChatConnection connection)
    {
        lock (_served) return !_stopping.IsCancellationRequested && _served.Add(connection);
    }

    private void Exit(IChatConnection connection)
    {
        lock (_served)
        {
            _served.Remove(connection);
            if (_stopping.IsCancellationRequested && _served.Count == 0) _noneServed.TrySetResult();
        }
    }

    private async Task DisposeAsync(IChatConnection connection)
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _services.Logger.Failed(exception, connection.Id);
        }
    }

    private async Task CutOffAsync()
    {
        IChatConnection[] left;
        lock (_served) left = [.. _served];
        _services.Logger.CutOff(left.Length);
        await Task.WhenAll(left.Select(DisposeAsync)).ConfigureAwait(false);
    }

    private async Task ReleaseAsync()
    {
        foreach (var listener in _listeners) await listener.DisposeAsync().ConfigureAwait(false);
        _listeners.Clear();
    }
}
