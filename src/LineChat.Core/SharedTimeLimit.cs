namespace LineChat;

/// <summary>A <see cref="TimeLimit"/> that all who begin within a tenth of it share, so that thousands who end at once need one timer. Each has nine tenths of it at least.</summary>
internal sealed class SharedTimeLimit(TimeSpan limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private TimeLimit? _last;
    private long _begun;

    /// <summary>Begins to measure, or joins those who have just begun.</summary>
    public TimeLimit Begin()
    {
        lock (_lock)
        {
            if (_last is null || time.GetElapsedTime(_begun) > limit / 10)
            {
                _begun = time.GetTimestamp();
                _last = new(limit, time);
            }

            return _last;
        }
    }
}
