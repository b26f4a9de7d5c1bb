namespace LineChat.Sessions;

/// <summary>A receive that goes on while lines wait for their turn, so that a client that interrupts or is gone is noticed.</summary>
internal sealed class ReadAhead
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Begins to receive.</summary>
    /// <param name="receive">How; the token ends the waiting.</param>
    public ReadAhead(Func<CancellationToken, Task<ArraySegment<byte>>> receive) => Received = receive(_end.Token);

    public Task<ArraySegment<byte>> Received { get; }

    /// <summary>Whether it was ended before something came.</summary>
    public bool IsInVain => Received.IsCanceled && _end.IsCancellationRequested;

    /// <summary>Ends the waiting. Something may have come meanwhile.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await ((Task)Received).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
