namespace LineChat.Tests.Support;

/// <summary>A filter that does what a test says, and keeps what it was asked.</summary>
internal sealed class Filter(Func<ChatFilterContext, CancellationToken, ValueTask<ChatFilterResult>> decide) : IChatFilter
{
    private readonly Lock _lock = new();
    private readonly List<ChatFilterContext> _asked = [];

    public Filter(Func<ChatFilterContext, ChatFilterResult> decide)
        : this((context, _) => new(decide(context)))
    {
    }

    public IReadOnlyList<ChatFilterContext> Asked
    {
        get
        {
            lock (_lock) return [.. _asked];
        }
    }

    public ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken)
    {
        lock (_lock) _asked.Add(context);
        return decide(context, cancellationToken);
    }
}
