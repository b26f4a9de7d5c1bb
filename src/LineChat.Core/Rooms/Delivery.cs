using LineChat.Diagnostics;

namespace LineChat.Rooms;

/// <summary>
/// Sends one member what is owed to it. Exactly one send is under way at a time: whoever rings the bell first sends for all who ring
/// meanwhile. A send that doesn't complete at once is awaited, and carries on from there; nobody else waits for it.
/// </summary>
internal sealed class Delivery(Outbox outbox, IChatConnection connection, DeliverySettings settings, Member member)
{
    // Also the measure of progress: a member is stalled when it doesn't take as much within the stall timeout.
    public const int MaxPiece = 16 * 1024;

    // Then the walk goes on to the next member, and this one is served beside it.
    private const int PiecesInARow = 16;

    private readonly CancellationTokenSource _abort = new();
    private Action? _whenFinished;
    private TaskCompletionSource? _finish; // made by whoever waits for the end, as few do at any time
    private TaskCompletionSource? _room; // made by whoever waits for room
    private volatile bool _isFinished;
    private Bell _bell;

    public Outbox Outbox => outbox;

    /// <summary>Whether nothing more will be sent, nor is being sent.</summary>
    public bool IsFinished => _isFinished;

    /// <summary>Looks whether nothing more will be sent, nor is being sent, and calls back, perhaps at once, if that comes only later.</summary>
    public bool IsFinishedOr(Action whenFinished)
    {
        if (_isFinished) return true;
        Interlocked.Exchange(ref _whenFinished, whenFinished);
        return _isFinished;
    }

    /// <summary>How many bytes more of replies may be owed, the overhead of one more apart. Perhaps less than none.</summary>
    public long Room => settings.MaxOwedReplies - outbox.Owed - Outbox.ReplyOverhead;

    /// <summary>Whether a reply of so many bytes may be posted. When nothing is owed, any may. It stays so as long as the room's lock is held.</summary>
    public bool HasRoomFor(int bytes) => bytes <= Room || outbox.Owed == 0;

    /// <summary>Sends whatever is owed, unless somebody is at it, who will then send this too. Never waits and never throws.</summary>
    /// <param name="batch">What to add the first piece to, if it goes there; <see cref="GoOn"/> follows then. It must not be full.</param>
    public void Pump(SendBatch? batch = null)
    {
        if (_bell.Ring()) Send(batch);
    }

    /// <summary>The piece that was added to a batch has been sent, or the beginning of it.</summary>
    public void GoOn(in Outbox.Piece piece, int sent)
    {
        if (sent == piece.Bytes.Length)
        {
            Count(piece, sent);
            Send(null);
        }
        else
        {
            if (sent > 0) Count(default, sent);
            _ = SendBesideAsync(piece with { Bytes = piece.Bytes[sent..] }, null);
        }
    }

    /// <summary>Waits until there is room for a reply of so many bytes.</summary>
    /// <returns>False if there will be none: the member has left, or is lost.</returns>
    public async ValueTask<bool> WaitForRoomAsync(int bytes)
    {
        if (!HasRoomFor(bytes)) settings.Metrics.Reached(ChatLimit.OwedReplies);
        while (!HasRoomFor(bytes))
        {
            var room = Await(ref _room);
            if (_isFinished || !member.Hears) return false;
            if (HasRoomFor(bytes)) return true; // looked once more, since nobody may have seen that somebody waits
            await room.ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>The member has left: nobody need wait for room any longer, and the rest is sent.</summary>
    public void Dismiss()
    {
        Interlocked.Exchange(ref _room, null)?.TrySetResult();
        Pump();
    }

    /// <summary>Waits until all that was owed when the outbox was closed has been sent, or the flush timeout is over.</summary>
    public async Task FinishAsync()
    {
        Pump();
        if (_isFinished) return;
        var finish = Await(ref _finish);
        if (_isFinished) return; // looked once more, since nobody may have seen that somebody waits
        if (await settings.FlushTimeout.Begin().EndsAsync(finish).ConfigureAwait(false)) return;
        settings.Metrics.Reached(ChatLimit.Flush);
        await _abort.CancelAsync().ConfigureAwait(false);
        Pump();
        await finish.ConfigureAwait(false);
    }

    // By whoever is at it. No task and no state is needed as long as each send completes at once.
    private void Send(SendBatch? batch)
    {
        try
        {
            int sent = 0;
            do
            {
                _bell.Answer();
                while (!_abort.IsCancellationRequested && outbox.TryTake(MaxPiece, out var piece))
                {
                    if (piece is { Bytes.IsEmpty: true, Skipped: 0 }) // a reply that says nothing
                    {
                        Count(piece, 0);
                        continue;
                    }

                    if (batch is not null && batch.TryAdd(this, connection, ref piece)) return;
                    batch = null; // only the first
                    if (piece.Skipped > 0 || piece.Bytes.Length > MaxPiece || sent++ == PiecesInARow)
                    {
                        _ = SendBesideAsync(piece, null);
                        return;
                    }

                    var send = connection.SendAsync(piece.Bytes, _abort.Token);
                    if (!send.IsCompletedSuccessfully)
                    {
                        _ = SendBesideAsync(piece, send.AsTask());
                        return;
                    }

                    send.GetAwaiter().GetResult();
                    Count(piece, piece.Bytes.Length);
                }

                if (_abort.IsCancellationRequested || outbox.IsFinished)
                {
                    Finish();
                    return;
                }
            }
            while (!_bell.Rest());
        }
        catch (Exception exception)
        {
            Lose(exception);
        }
    }

    // What the walk doesn't wait for: a send that takes time, the formatter's time for a notice, a long reply, one piece after the other.
    private async Task SendBesideAsync(Outbox.Piece piece, Task? underWay)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            int length = piece.Bytes.Length;
            if (underWay is not null)
            {
                await WithinStallTimeoutAsync(underWay).ConfigureAwait(false);
            }
            else
            {
                var bytes = piece.Skipped > 0 ? settings.SkipNotice(piece.Skipped) : piece.Bytes;
                length = bytes.Length;
                for (; !bytes.IsEmpty; bytes = bytes[Math.Min(MaxPiece, bytes.Length)..])
                {
                    await WithinStallTimeoutAsync(connection.SendAsync(bytes[..Math.Min(MaxPiece, bytes.Length)], _abort.Token).AsTask()).ConfigureAwait(false);
                }
            }

            Count(piece, length);
        }
        catch (Exception exception)
        {
            Lose(exception);
            return;
        }

        Send(null);
    }

    private async Task WithinStallTimeoutAsync(Task send)
    {
        if (!await TimeLimit.EndsWithinAsync(send, settings.StallTimeout, settings.Time).ConfigureAwait(false))
        {
            await _abort.CancelAsync().ConfigureAwait(false);
            await send.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new TimeoutException();
        }

        await send.ConfigureAwait(false);
    }

    private void Count(in Outbox.Piece piece, int bytes)
    {
        settings.Metrics.Delivered(piece.Lines, bytes, piece.Skipped);
        if (piece.Owed == 0) return;
        outbox.Sent(piece);
        if (_room is not null) Interlocked.Exchange(ref _room, null)?.TrySetResult();
    }

    private void Lose(Exception exception)
    {
        Finish();
        ThreadPool.UnsafeQueueUserWorkItem(static lost => lost.member.Lose(lost.exception), (member, exception), preferLocal: false); // the walk goes on
    }

    // The bell stays rung: whoever rings from now on finds somebody at work for good, and nothing more is sent.
    private void Finish()
    {
        _isFinished = true;
        Interlocked.MemoryBarrier(); // whoever waits looks at the flag behind making its task
        Interlocked.Exchange(ref _room, null)?.TrySetResult();
        Volatile.Read(ref _finish)?.TrySetResult();
        Volatile.Read(ref _whenFinished)?.Invoke();
    }

    private static Task Await(ref TaskCompletionSource? end)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref end, made, null) ?? made).Task;
    }
}
