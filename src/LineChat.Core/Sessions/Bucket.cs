namespace LineChat.Sessions;

/// <summary>
/// A token bucket, kept as the one moment from which it is full again (the generic cell rate algorithm). So it needs no timer and takes
/// eight bytes; its <see cref="Rate"/> is kept once for all of a kind. For any thread. A mutable struct: keep it in a field that is not
/// readonly.
/// </summary>
internal struct Bucket
{
    private long _fullAgain;

    /// <summary>From when on it is full, as a timestamp.</summary>
    public readonly long FullAgain => Volatile.Read(in _fullAgain);

    /// <summary>Takes an amount, whether it is there or not, and returns how long to wait before it counts.</summary>
    public TimeSpan Take(Rate rate, long amount)
    {
        if (rate.IsUnlimited) return TimeSpan.Zero;

        long now = rate.Now;
        long cost = rate.TimeFor(amount);
        long before, after;
        do
        {
            before = FullAgain;
            after = Math.Max(before, now) + cost;
        }
        while (Interlocked.CompareExchange(ref _fullAgain, after, before) != before);
        return rate.TimeUntil(now, after);
    }

    /// <summary>Takes one if it is there.</summary>
    public bool TryTakeOne(Rate rate)
    {
        if (Take(rate, 1) == TimeSpan.Zero) return true;
        GiveBack(rate, 1);
        return false;
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void GiveBack(Rate rate, long amount)
    {
        if (!rate.IsUnlimited) Interlocked.Add(ref _fullAgain, -rate.TimeFor(amount));
    }
}

/// <summary>How much of something there may be: so much at once, then so much a second.</summary>
/// <param name="perSecond">How much a second in the long run; 0 is no limit.</param>
/// <param name="burst">How much at once.</param>
/// <param name="time">The clock.</param>
internal sealed class Rate(long perSecond, long burst, TimeProvider time)
{
    public bool IsUnlimited => perSecond == 0;

    public long Now => time.GetTimestamp();

    /// <summary>In how many units of a timestamp an amount comes in again.</summary>
    public long TimeFor(long amount) => (long)((double)amount * time.TimestampFrequency / perSecond);

    /// <summary>How long to wait until no more than the burst is taken.</summary>
    /// <param name="now">A timestamp.</param>
    /// <param name="fullAgain">From when on the bucket is full.</param>
    public TimeSpan TimeUntil(long now, long fullAgain) => time.GetElapsedTime(now, Math.Max(now, fullAgain - TimeFor(burst)));
}
