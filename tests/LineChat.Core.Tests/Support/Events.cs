namespace LineChat.Tests.Support;

/// <summary>Reads events one by one, each with a deadline.</summary>
internal sealed class Events : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatEvent> _events;
    private Task<bool>? _next;

    private Events(IAsyncEnumerable<ChatEvent> events) => _events = events.GetAsyncEnumerator();

    /// <summary>Begins to watch: whatever happens from now on is among the events.</summary>
    public static Events Watch(IAsyncEnumerable<ChatEvent> events)
    {
        var watching = new Events(events);
        watching._next = watching._events.MoveNextAsync().AsTask();
        return watching;
    }

    public async Task<ChatEvent> NextAsync()
    {
        Assert.True(await EndedOrNextAsync(), "There are no more events.");
        var happened = _events.Current;
        _next = _events.MoveNextAsync().AsTask();
        return happened;
    }

    /// <returns>Null when there are no more.</returns>
    public async Task<ChatEvent?> NextOrEndAsync() => await EndedOrNextAsync() ? await NextAsync() : null;

    public async Task ExpectEndAsync() => Assert.False(await EndedOrNextAsync());

    /// <summary>Stops watching, once there is an event that nobody has taken.</summary>
    public async Task EndAsync()
    {
        Assert.True(await EndedOrNextAsync(), "There are no more events.");
        await _events.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_next!.IsCompleted) await _events.DisposeAsync();
    }

    private Task<bool> EndedOrNextAsync() => _next!.InTimeAsync();
}
