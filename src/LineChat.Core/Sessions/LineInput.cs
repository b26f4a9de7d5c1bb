using System.Buffers;

namespace LineChat.Sessions;

/// <summary>
/// What one client says, event by event. While it waits it holds no buffer: it waits for data with an empty receive, and rents one only
/// while there are bytes to decode.
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

    /// <summary>Waits until there is something to decode. Only when all that came before is decoded.</summary>
    /// <returns>False when the client has closed its side.</returns>
    public async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        Release();
        var ready = connection.ReceiveAsync(Memory<byte>.Empty, cancellationToken);

        // Who sends without a pause takes turns with the others, whatever thread this is.
        if (ready.IsCompleted) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await ready.ConfigureAwait(false);
        _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        _end = await connection.ReceiveAsync(_buffer, cancellationToken).ConfigureAwait(false);
        return _end > 0;
    }

    public void Dispose()
    {
        Release();
        decoder.Dispose();
    }

    private void Release()
    {
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _start = _end = 0;
    }
}
