using System.Net;
using LineChat.Diagnostics;

namespace LineChat.Rooms;

/// <summary>
/// Sends one member what is owed to it: of each room that it was in what is left, and then of the one where it is. Exactly one send is
/// under way at a time:
/// whoever rings the bell first sends for all who ring meanwhile. A send that doesn't complete at once is awaited, and carries on from
/// there; nobody else waits
/// for it.
/// <para>
/// <see cref="Post"/>, <see cref="Reserve"/> and <see cref="MoveTo"/> are called under the lock of the room where the member is.
/// </para>
/// </summary>
internal sealed class Delivery(Outbox outbox, IChatConnection connection, DeliverySettings settings, Member member)
{
    /// <summary>What a reply counts for besides its bytes: about what it takes to remember it.</summary>
    public const int ReplyOverhead = 64;

    // Also the measure of progress: a member is stalled when it doesn't take as much within the stall timeout.
    public const int MaxPiece = 16 * 1024;

    // Then the walk goes on to the next member, and this one is served beside it.
    private const int PiecesInARow = 16;

    private readonly CancellationTokenSource _abort = new();
    private Outbox _reading = outbox;
    private long _owed;
    private TaskCompletionSource? _finish; // made by whoever waits for the end, as few do at any time
    private TaskCompletionSource? _room; // made by whoever waits for room
    private volatile bool _isFinished;
    private Bell _bell;

    /// <summary>Sets the lane in which the client is served: that of the room where the member is.</summary>
    public Lane Lane
    {
        set
        {
            if (connection is ILaned laned) laned.Lane = value;
        }
    }

    /// <summary>Where its connection comes from.</summary>
    public EndPoint? RemoteEndPoint => connection.RemoteEndPoint;

    /// <summary>What is being sent. For the thread that sends.</summary>
    public Outbox Reading => _reading;

    // Under the lock of the room where the member is: what is posted goes there. Those before it are sent meanwhile.
    private Outbox Latest
    {
        get
        {
            var latest = Volatile.Read(ref _reading);
            while (latest.Next is { } next) latest = next;
            return latest;
        }
    }

    /// <summary>
    /// How many bytes the replies count for that have been posted and not yet sent: their own, or those reserved for them, and
    /// <see cref="ReplyOverhead"/> for each.
    /// </summary>
    public long Owed => Volatile.Read(ref _owed);

    /// <summary>How many bytes more of replies may be owed, the overhead of one more apart. Perhaps less than none.</summary>
    public long Room => settings.MaxOwedReplies - Owed - ReplyOverhead;

    /// <summary>
    /// Whether a reply of so many bytes may be posted. When nothing is owed, any may. It stays so as long as the room's lock is held.
    /// </summary>
    public bool HasRoomFor(int bytes) => bytes <= Room || Owed == 0;

    /// <summary>
    /// Whether something is left to send of a room before the one where the member is. It must not move then: a member keeps the lines of
    /// one room that it has left, and no more. It becomes true only under the lock of the room where the member is.
    /// </summary>
    public bool IsBehind => Volatile.Read(ref _reading).Next is not null;

    /// <summary>Gives a reply the place at the end of the log.</summary>
    /// <param name="bytes">What to send. It is not copied, and must not change.</param>
    public void Post(ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _owed, ReplyOverhead + bytes.Length);
        Latest.Post(bytes);
    }

    /// <summary>Takes the place at the end of the log for a reply, and room for its bytes. <see cref="Fill"/> follows.</summary>
    /// <param name="most">How many bytes there will be at most.</param>
    public Reply Reserve(int most)
    {
        Interlocked.Add(ref _owed, ReplyOverhead + most);
        return Latest.Reserve(most);
    }

    /// <summary>Says what a reply is whose place was taken before. <see cref="Pump"/> follows.</summary>
    public void Fill(Reply reply, ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref _owed, bytes.Length - reply.Length);
        reply.Fill(bytes);
    }

    /// <summary>Goes on to another room, once all of this one has been sent. Under both rooms' locks.</summary>
    public void MoveTo(Outbox next)
    {
        var latest = Latest;
        latest.Next = next; // before it is closed: who finds it finished looks what follows
        latest.Close();
        Interlocked.MemoryBarrier();
        if (_isFinished) next.Leave(); // the connection is lost: nobody would come to it
    }

    /// <summary>Nothing that is appended or posted from now on is for this member. Under the room's lock.</summary>
    public void Close() => Latest.Close();

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
            _ = SendBesideAsync(piece.Rest(sent), null);
        }
    }

    /// <summary>Waits until there is room for a reply of so many bytes.</summary>
    /// <returns>False if there will be none: the member has left, or is lost.</returns>
    public ValueTask<bool> WaitForRoomAsync(int bytes, CancellationToken cancellationToken) =>
        WaitUntilAsync(static (delivery, bytes) => delivery.HasRoomFor(bytes), bytes, cancellationToken);

    /// <summary>Waits until the member is no longer behind (<see cref="IsBehind"/>).</summary>
    /// <returns>False if it never will be: the member has left, or is lost.</returns>
    public ValueTask<bool> WaitToMoveAsync(CancellationToken cancellationToken) =>
        WaitUntilAsync(static (delivery, _) => !delivery.IsBehind, 0, cancellationToken);

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
                while (!_abort.IsCancellationRequested && TryTake(out var piece))
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

                if (_abort.IsCancellationRequested || _reading is { IsFinished: true, Next: null })
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

    // From one room to the next, as the member went.
    private bool TryTake(out Outbox.Piece piece)
    {
        while (!_reading.TryTake(MaxPiece, out piece))
        {
            if (!_reading.IsFinished || _reading.Next is not { } next) return false;
            var before = _reading;
            Volatile.Write(ref _reading, next);
            before.Leave();
            Free(0); // who waits to move may
        }

        return true;
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

    private async ValueTask<bool> WaitUntilAsync(Func<Delivery, int, bool> isSo, int bytes, CancellationToken cancellationToken)
    {
        if (!isSo(this, bytes)) settings.Metrics.Reached(ChatLimit.OwedReplies);
        while (!isSo(this, bytes))
        {
            var room = Await(ref _room);
            if (_isFinished || !member.Hears) return false;
            if (isSo(this, bytes)) return true; // looked once more, since nobody may have seen that somebody waits
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private void Count(in Outbox.Piece piece, int bytes)
    {
        settings.Metrics.Delivered(piece.Lines, bytes, piece.Skipped);
        if (piece.Owed > 0) Free(piece.Owed);
    }

    private void Free(int owed)
    {
        Interlocked.Add(ref _owed, -owed);
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
        for (var left = _reading; left is not null; left = left.Next) left.Leave();
    }

    private static Task Await(ref TaskCompletionSource? end)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref end, made, null) ?? made).Task;
    }
}
