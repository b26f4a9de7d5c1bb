namespace LineChat;

/// <summary>Lets the log have one line a minute about something that may happen again and again, and counts the rest. Thread-safe.</summary>
internal sealed class OncePerMinute(TimeProvider time)
{
    private readonly long _minute = 60 * time.TimestampFrequency;
    private readonly Lock _lock = new();
    private long? _told;
    private long _untold;

    /// <summary>Something has happened.</summary>
    /// <param name="untold">How often it happened since it was told last, this time apart.</param>
    /// <returns>Whether to tell it; otherwise it is counted.</returns>
    public bool IsToBeTold(out long untold)
    {
        long now = time.GetTimestamp();
        lock (_lock)
        {
            untold = _untold;
            if (_told is { } told && now - told < _minute)
            {
                _untold++;
                return false;
            }

            _told = now;
            _untold = 0;
            return true;
        }
    }
}
