using System.Buffers;

namespace LineChat.Sessions;

/// <summary>
/// What one client says, event by event. While it waits it holds no buffer: it waits for data with an empty receive, and rents one only
/// when there should be bytes to decode.
/// </summary>
internal sealed class LineInput(IChatConnection connection, ILineDecoder decoder) : IDisposable
{
    private const int BufferSize = 4096;

    private byte[]? _buffer;
    private int _start;
    private int _end;

    public ReadOnlyMemory<byte> Line => decoder.Line;

    public ReadOnlyMemory<byte> Answer => decoder.Answer;

    /// <summary>What was received last, as it came.</summary>
    public ReadOnlySpan<byte> Received => _buffer.AsSpan(0, _end);

    /// <summary>Reads on in what was received.</summary>
    /// <returns>What was found; <see cref="LineEvent.NeedMore"/> when it is time to receive.</returns>
    public LineEvent Read()
    {
        var found = decoder.Read(_buffer.AsSpan(_start, _end - _start), out int consumed);
        _start += consumed;
        return found;
    }

    /// <summary>Waits until there is something to decode, and receives it. Only when all that came before is decoded.</summary>
    /// <returns>False when the client has closed its side.</returns>
    public async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        return await FillAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first half of <see cref="ReceiveAsync"/>: for whoever waits long, since this way it holds nothing but the connection's own waiting.</summary>
    public ValueTask<int> WaitAsync(CancellationToken cancellationToken)
    {
        Release();
        var ready = connection.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        return ready.IsCompleted ? TakeTurnsAsync(ready) : ready;
    }

    /// <summary>The second half of <see cref="ReceiveAsync"/>.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        _end = await connection.ReceiveAsync(_buffer, cancellationToken).ConfigureAwait(false);
        return _end > 0;
    }

    public void Dispose()
    {
        Release();
        decoder.Dispose();
    }

    // Who sends without a pause takes turns with the others, whatever thread this is.
    private static async ValueTask<int> TakeTurnsAsync(ValueTask<int> ready)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await ready.ConfigureAwait(false);
    }

    private void Release()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _end = 0;
    }
}
