using System.Net;
using LineChat.Diagnostics;
using LineChat.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LineChat;

/// <summary>
/// The chat server: it listens where the transports do, and serves whoever connects. It starts and stops with the host; a host that
/// accepts connections itself gives them to <see cref="ServeAsync"/>. It stops once and for all: a chat that is to begin again needs
/// another host.
/// </summary>
public sealed class ChatServer : IHostedService, IAsyncDisposable, IDisposable
{
    private readonly SessionServices _services;
    private readonly IEnumerable<ITransport> _transports;
    private readonly ConnectionLimits _limits;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IChatListener> _listeners = [];
    private readonly HashSet<IChatConnection> _served = [];
    private readonly TaskCompletionSource _noneServed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasStarted;

    internal ChatServer(SessionServices services, IEnumerable<ITransport> transports)
    {
        _services = services;
        _transports = transports;
        _limits = services.NewConnectionLimits();
    }

    /// <summary>Where it listens, with the ports that it really got; empty before it has started.</summary>
    public IReadOnlyList<EndPoint> EndPoints { get; private set; } = [];

    /// <summary>Binds every transport and begins to accept. If one cannot be bound, all are released, and it may be tried again.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">An address cannot be bound; the message says which, and what to do.</exception>
    /// <exception cref="InvalidOperationException">It has started or stopped before.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed of or stopped meanwhile.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _hasStarted, true) || _stopping.IsCancellationRequested)
        {
            throw new InvalidOperationException("The chat has started or stopped before, and cannot start again. Build another host.");
        }

        try
        {
            foreach (var transport in _transports) _listeners.AddRange(await ListenAsync(transport, cancellationToken).ConfigureAwait(false));
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this); // meanwhile
            EndPoints = [.. _listeners.Select(listener => listener.EndPoint)];
        }
        catch
        {
            using var atOnce = new TimeLimit(SessionServices.ClosingTime, _services.Time);
            await EndsAsync(atOnce, ReleaseAsync()).ConfigureAwait(false);
            _hasStarted = false;
            throw;
        }

        for (int i = 0; i < _listeners.Count; i++)
        {
            _services.Logger.Listening(EndPoints[i]);
            _ = AcceptAsync(_listeners[i], EndPoints[i]);
        }
    }

    /// <summary>
    /// Stops accepting, tells everybody that the server is stopping, sends what is owed, and closes all connections. What takes longer than
    /// <see cref="LimitOptions.FlushTimeout"/> is cut off. Stopping once more does no harm.
    /// </summary>
    /// <param name="cancellationToken">Cuts off what is left once everybody has been told.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var most = new TimeLimit(_services.Options.Limits.FlushTimeout + SessionServices.ClosingTime - TimeLimit.SecondLook, _services.Time);
        using var atOnce = new TimeLimit(SessionServices.ClosingTime - TimeLimit.SecondLook, _services.Time);
        await EndsAsync(atOnce, Task.WhenAll(_stopping.CancelAsync(), ReleaseAsync(), Task.Run(() => _services.Chat.CloseAsync(CancellationToken.None).AsTask(), CancellationToken.None))).ConfigureAwait(false);
        int served;
        lock (_served) served = _served.Count;
        if (served == 0) return;

        _services.Logger.Stopping(served);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(most.Token, cancellationToken);
        await _noneServed.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_noneServed.Task.IsCompleted) await CutOffAsync().ConfigureAwait(false);
    }

    /// <summary>Stops accepting, and cuts off whoever is left. After <see cref="StopAsync"/> it does nothing.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>
    /// Serves one connection until its conversation is over, and disposes of it. Whatever goes wrong ends this connection alone, and is
    /// logged; the task never fails. A client that is refused is told why before it is disconnected.
    /// </summary>
    /// <param name="connection">The connection, from which nothing has been received.</param>
    /// <param name="options">What the host knows about the client; null is nothing.</param>
    /// <param name="cancellationToken">Ends the conversation; what is owed is still sent.</param>
    /// <returns>What became of it, once the connection is closed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="connection"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The connection is being served already.</exception>
    public Task<ServeResult> ServeAsync(
        IChatConnection connection,
        ServeOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var guarded = GuardedConnection.Guard(connection, _services);
        return Enter(guarded) ? AdmitAndServeAsync(guarded, options, cancellationToken) : TurnAwayAsync(guarded);
    }

    private async Task<ServeResult> AdmitAndServeAsync(
        IChatConnection connection,
        ServeOptions? options,
        CancellationToken cancellationToken)
    {
        var (allowance, refusal) = await AdmitAsync(connection, options, cancellationToken).ConfigureAwait(false);
        return await ServeAdmittedAsync(connection, options, allowance, refusal, cancellationToken).ConfigureAwait(false);
    }

    // The server stops.
    private async Task<ServeResult> TurnAwayAsync(IChatConnection connection)
    {
        await CloseAsync(connection).ConfigureAwait(false);
        return ServeResult.NotSignedOn;
    }

    private async Task<ServeResult> ServeAdmittedAsync(
        IChatConnection connection,
        ServeOptions? options,
        Allowance? allowance,
        Refusal? refusal,
        CancellationToken cancellationToken)
    {
        Session? session = null;
        try
        {
            if (refusal is not null) await RefuseAsync(connection, options, refusal).ConfigureAwait(false);
            if (allowance is not null)
            {
                session = new(connection, options, allowance, _services);
                await session.RunAsync(_stopping.Token, cancellationToken).ConfigureAwait(false);
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
            try
            {
                await connection.DisposeAsync().ConfigureAwait(false); // and not CloseAsync, whose state would be held for each of thousands while the server stops
            }
            catch (Exception exception)
            {
                _services.Logger.Failed(exception, connection.Id);
            }

            if (allowance is not null) _limits.Exit(allowance);
            if (refusal is not null) _limits.Exit(refusal);
            Exit(connection);
            ReportClosed(connection);
        }

        return session?.Result ?? (refusal is null ? ServeResult.NotSignedOn : ServeResult.TooManyConnections);
    }

    /// <summary>Accepts or refuses a connection that has been entered among those that are served.</summary>
    /// <returns>What it may send, or why it is refused; neither if the server stops or the token is cancelled while it waits.</returns>
    private async ValueTask<(Allowance? Allowance, Refusal? Refusal)> AdmitAsync(
        IChatConnection connection,
        ServeOptions? options,
        CancellationToken cancellationToken)
    {
        _services.Metrics.ConnectionOpened();
        var remote = RemoteOf(connection, options);
        if (_services.Logger.IsEnabled(LogLevel.Debug)) _services.Logger.Opened(connection.Id, remote);
        while (true)
        {
            var (allowance, refusal) = _limits.Enter(remote);
            if (refusal?.Limit != ChatLimit.Connections || !_services.Options.Dialect.FullWaits) return (allowance, refusal);

            _limits.Exit(refusal);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, cancellationToken);
            var place = _limits.WaitForPlaceAsync(any.Token);
            await place.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (place.IsCanceled) return default;
        }
    }

    private static EndPoint? RemoteOf(IChatConnection connection, ServeOptions? options) =>
        options?.RemoteEndPoint ?? connection.RemoteEndPoint;

    private void ReportClosed(IChatConnection connection)
    {
        _services.Metrics.ConnectionClosed();
        if (_services.Logger.IsEnabled(LogLevel.Debug)) _services.Logger.Closed(connection.Id);
    }

    private async Task RefuseAsync(IChatConnection connection, ServeOptions? options, Refusal refusal)
    {
        var reason = refusal.Limit == ChatLimit.Connections ? ChatMessageKind.TooManyConnections : ChatMessageKind.TooManyFromAddress;
        _services.Metrics.Reached(refusal.Limit);
        _services.Logger.Refused(connection.Id, RemoteOf(connection, options), reason);
        if (refusal.IsTold)
        {
            using var deadline = new TimeLimit(SessionServices.ClosingTime, _services.Time);
            await _services.SayAsync(connection, new(reason), deadline.Token).ConfigureAwait(false);
        }
        else
        {
            await Task.WhenAll(CloseAsync(connection), CloseAsync(connection)).ConfigureAwait(false); // disposing again closes at once
        }
    }

    // What a transport binds after starting was given up is released.
    private static async Task<IReadOnlyList<IChatListener>> ListenAsync(ITransport transport, CancellationToken cancellationToken)
    {
        var listening = transport.ListenAsync(cancellationToken).AsTask();
        try
        {
            return await listening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!listening.IsCompleted)
        {
            _ = listening.ContinueWith(late => ReleaseAsync(late.Result), default, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    private async Task AcceptAsync(IChatListener listener, EndPoint endPoint)
    {
        try
        {
            while (true)
            {
                var connection = GuardedConnection.Guard(await listener.AcceptAsync(_stopping.Token).ConfigureAwait(false), _services);
                if (!Enter(connection))
                {
                    await CloseAsync(connection).ConfigureAwait(false);
                    return;
                }

                // Before the next is accepted: one that is closed at once is closed, and one that waits for a place has it.
                var (allowance, refusal) = await AdmitAsync(connection, null, CancellationToken.None).ConfigureAwait(false);
                if (refusal is { IsTold: false }) await ServeAdmittedAsync(connection, null, null, refusal, default).ConfigureAwait(false);
                else Serve(connection, allowance, refusal);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // That is how accepting ends.
        }
        catch (Exception exception)
        {
            _services.Logger.AcceptingEnded(exception, endPoint);
        }
    }

    private void Serve(IChatConnection connection, Allowance? allowance, Refusal? refusal) => ThreadPool.UnsafeQueueUserWorkItem(
        static work => _ = work.Server.ServeAdmittedAsync(work.Connection, null, work.Allowance, work.Refusal, CancellationToken.None),
        (Server: this, Connection: connection, Allowance: allowance, Refusal: refusal),
        preferLocal: false);

    /// <returns>False if the server stops, and the connection is not served.</returns>
    private bool Enter(IChatConnection connection)
    {
        lock (_served)
        {
            if (_served.Contains(connection)) throw new InvalidOperationException($"The connection {connection.Id} is being served already.");
            return !_stopping.IsCancellationRequested && _served.Add(connection);
        }
    }

    private void Exit(IChatConnection connection)
    {
        lock (_served)
        {
            _served.Remove(connection);
            if (_stopping.IsCancellationRequested && _served.Count == 0) _noneServed.TrySetResult();
        }
    }

    private async Task CloseAsync(IChatConnection connection)
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
        await Task.WhenAll(left.Select(CloseAsync)).ConfigureAwait(false);
    }

    private Task ReleaseAsync()
    {
        IChatListener[] listeners = [.. _listeners];
        _listeners.Clear();
        return ReleaseAsync(listeners);
    }

    private static Task ReleaseAsync(IReadOnlyList<IChatListener> listeners) =>
        Task.WhenAll(listeners.Select(listener => Task.Run(() => listener.DisposeAsync().AsTask())));

    // A part of stopping may be code of the host's: it may fail, and it may hang, but the rest is stopped.
    private async Task EndsAsync(TimeLimit limit, Task part)
    {
        if (!await limit.EndsAsync(part).ConfigureAwait(false)) _services.Logger.StoppingHangs();
        else if (part.Exception is { } exception) _services.Logger.StoppingFailed(exception);
    }
}
