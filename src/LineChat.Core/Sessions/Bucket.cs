namespace LineChat.Sessions;

/// <summary>
/// A token bucket: so many lines at once, then so many a second. Kept as the one moment from which the bucket is full again (the generic cell
/// rate algorithm), so that it needs no timer.
/// </summary>
/// <param name="linesPerSecond">The rate in the long run; 0 is no limit.</param>
/// <param name="burst">How many at once.</param>
/// <param name="time">The clock.</param>
internal struct LineRate(int linesPerSecond, int burst, TimeProvider time)
{
    private long _fullAgain;
    private bool _hasWaited; // since the bucket was full

    /// <summary>Whether the line taken last has to wait, and is the first since the bucket was full.</summary>
    public bool IsFirstToWait { get; private set; }

    /// <summary>Takes one line, and says how long to wait before it counts.</summary>
    public TimeSpan Take()
    {
        if (linesPerSecond == 0) return TimeSpan.Zero;

        long now = time.GetTimestamp();
        long line = time.TimestampFrequency / linesPerSecond;
        if (_fullAgain <= now) _hasWaited = false;
        _fullAgain = Math.Max(_fullAgain, now) + line;
        var wait = time.GetElapsedTime(now, Math.Max(now, _fullAgain - (burst * line)));
        IsFirstToWait = wait > TimeSpan.Zero && !_hasWaited;
        _hasWaited |= IsFirstToWait;
        return wait;
    }
}
