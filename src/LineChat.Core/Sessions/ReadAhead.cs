namespace LineChat.Sessions;

/// <summary>A receive that runs while lines wait for their turn, so that an interrupt or a lost connection is noticed.</summary>
internal sealed class ReadAhead
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Begins to receive.</summary>
    /// <param name="receive">Receives; the token cancels the wait.</param>
    public ReadAhead(Func<CancellationToken, Task<ArraySegment<byte>>> receive) => Received = receive(_end.Token);

    public Task<ArraySegment<byte>> Received { get; }

    /// <summary>Gets whether it was cancelled before anything arrived.</summary>
    public bool IsCancelled => Received.IsCanceled && _end.IsCancellationRequested;

    /// <summary>Cancels the wait. Something may have arrived meanwhile.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await ((Task)Received).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
