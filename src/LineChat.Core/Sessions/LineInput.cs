using System.Buffers;

namespace LineChat.Sessions;

/// <summary>
/// Reads what one client sends, event by event, each in its turn. While it waits for the client it holds no buffer: it waits for data with
/// an empty receive, and rents a buffer only when there should be bytes to decode. While lines wait for their turn it goes on receiving, so
/// that an interrupt or a lost connection is noticed.
/// </summary>
internal sealed class LineInput(IChatConnection connection, ILineDecoder decoder, LimitOptions limits, Pace pace) : IAsyncDisposable
{
    private const int BufferSize = 4096;

    // The price of a receive besides its bytes, in bytes.
    private const int ReceivePrice = 64;

    private byte[]? _buffer;
    private int _start;
    private int _end;
    private WaitingLines? _waiting; // null while nothing waits for its turn

    /// <summary>Gets the text of the line that <see cref="Read"/> found last.</summary>
    public ReadOnlyMemory<byte> Line => _waiting?.Line ?? decoder.Line;

    public ReadOnlyMemory<byte> Answer => decoder.Answer;

    /// <summary>Gets the limits with which the decoder was made.</summary>
    public LimitOptions Limits => limits;

    /// <summary>What was received last, as it came.</summary>
    public ReadOnlySpan<byte> Received => _buffer.AsSpan(0, _end);

    /// <summary>Returns whether an event has the price of a line.</summary>
    public static bool IsLine(LineEvent found) => found is LineEvent.Line or LineEvent.LongLine or LineEvent.AreYouThere;

    /// <summary>Waits for the turn of a client that has a nickname without typing one.</summary>
    public Task WaitForSignOnAsync(CancellationToken cancellationToken) =>
        pace.TakeLine(0) is { Ticks: > 0 } wait ? Task.Delay(wait, pace.Time, cancellationToken) : Task.CompletedTask;

    /// <summary>Marks the client as signed on.</summary>
    public void SignedOn() => pace.SignedOn();

    /// <summary>Returns the next notice for the client about its pace, or null.</summary>
    public ChatMessage? TakeNotice() => pace.TakeNotice();

    /// <summary>Reads the next event. An interrupt drops what waits; it is returned only if nothing does.</summary>
    /// <returns>An event whose turn has come, or <see cref="LineEvent.NeedMore"/> when it is time to wait.</returns>
    public LineEvent Read()
    {
        if (_waiting is { } waiting)
        {
            if (waiting.TryTake(out var inTurn)) return inTurn;
            if (waiting.HasEnd) return LineEvent.NeedMore;
        }

        while (true)
        {
            var found = decoder.Read(_buffer.AsSpan(_start, _end - _start), out int consumed);
            _start += consumed;
            if (!Keep(found)) return found;
            if (_waiting is { HasEnd: true }) return LineEvent.NeedMore;
        }
    }

    /// <summary>Waits until there is something to decode, and receives it. Only when all that came before is decoded.</summary>
    /// <returns>False when the client has closed its side and nothing waits, or when the token is cancelled.</returns>
    public async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return !cancellationToken.IsCancellationRequested && await FillAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The first half of <see cref="ReceiveAsync"/>: for whoever waits long, since this way it holds nothing but the connection's own
    /// waiting. It may be over when the token is cancelled, too.
    /// </summary>
    public ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        var pause = _end > 0 ? pace.TakeInput(_end + ReceivePrice) : TimeSpan.Zero;
        Release();
        if (_waiting is { IsEmpty: true, Ahead: null }) _waiting = null;
        if (_waiting is not null) return WaitForTurnAsync(_waiting, pause, cancellationToken);
        if (pause > TimeSpan.Zero) return WaitAsync(pause, cancellationToken);
        var ready = connection.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        return ready.IsCompleted ? TakeTurnsAsync(ready) : ready;
    }

    /// <summary>The second half of <see cref="ReceiveAsync"/>.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_waiting?.Ahead is { } ahead)
        {
            if (!ahead.Received.IsCompleted) return true; // a line's turn has come
            _waiting.Ahead = null;
            if (ahead.IsCancelled) return true;
            var received = await ahead.Received.ConfigureAwait(false);
            (_buffer, _end) = (received.Array, received.Count);
        }
        else
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            _end = await connection.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false); // if that fails the buffer is not given back: it may still be written
            _buffer = buffer;
        }

        if (_end > 0) return true;
        _waiting?.Close();
        return _waiting is not null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_waiting?.Ahead is { } ahead) await ahead.EndAsync().ConfigureAwait(false);
        _waiting?.Clear();
        Release();
        decoder.Dispose();
    }

    // Who sends without a pause takes turns with the others, whatever thread this is.
    private static async ValueTask<int> TakeTurnsAsync(ValueTask<int> ready)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await ready.ConfigureAwait(false);
    }

    /// <summary>
    /// Takes the price of an event, and keeps it if it must wait. One that waits behind others pays when it is the first.
    /// </summary>
    /// <returns>Whether the event waits or needs no answer, so that there is more to read.</returns>
    private bool Keep(LineEvent found)
    {
        var line = found is LineEvent.Line or LineEvent.LongLine ? decoder.Line.Span : default;
        var before = _waiting is { IsEmpty: false } ? _waiting : null;
        switch (found)
        {
            case LineEvent.NeedMore:
                return false;

            case LineEvent.Answer:
                pace.TakeAnswer();
                return false;

            case LineEvent.Interrupt or LineEvent.InterruptLine:
                before?.Clear();
                return before is not null || found == LineEvent.InterruptLine;

            case var _ when before is not null:
                before.Add(found, line);
                return true;

            case var _ when IsLine(found) && pace.TakeLine(line.Length) is { Ticks: > 0 } wait:
                (_waiting ??= new(pace)).Add(found, line, wait);
                return true;

            default:
                return false;
        }
    }

    private async ValueTask<int> WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, pace.Time, cancellationToken).ConfigureAwait(false);
        return await connection.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
    }

    // Until something arrives or the turn of a line comes. When no line waits any more the receive ahead is cancelled, so that the next one
    // holds no buffer while it waits.
    private async ValueTask<int> WaitForTurnAsync(WaitingLines waiting, TimeSpan pause, CancellationToken cancellationToken)
    {
        if (waiting.IsEmpty)
        {
            await waiting.Ahead!.EndAsync().ConfigureAwait(false);
            return 0;
        }

        if (!waiting.IsClosed) waiting.Ahead ??= new(end => ReceiveAheadAsync(pause, end));
        await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return 0;
    }

    private async Task<ArraySegment<byte>> ReceiveAheadAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await WaitAsync(pause, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        return new(buffer, 0, await connection.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false));
    }

    private void Release()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _end = 0;
    }
}
