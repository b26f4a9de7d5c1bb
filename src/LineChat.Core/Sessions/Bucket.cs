namespace LineChat.Sessions;

/// <summary>
/// A token bucket, kept as the timestamp from which it is full again (the generic cell rate algorithm). It needs no timer and takes eight
/// bytes; buckets of one kind share a <see cref="Rate"/>. Thread-safe. A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct Bucket
{
    private long _fullAgain;

    /// <summary>Gets the timestamp from which it is full.</summary>
    public readonly long FullAgain => Volatile.Read(in _fullAgain);

    /// <summary>Takes an amount even if it is not available yet, and returns how long to wait until it is.</summary>
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

    /// <summary>Takes one if it is available.</summary>
    public bool TryTakeOne(Rate rate)
    {
        if (Take(rate, 1) == TimeSpan.Zero) return true;
        GiveBack(rate, 1);
        return false;
    }

    /// <summary>Gives back an amount that was taken and not used.</summary>
    public void GiveBack(Rate rate, long amount)
    {
        if (!rate.IsUnlimited) Interlocked.Add(ref _fullAgain, -rate.TimeFor(amount));
    }

    /// <summary>Goes over to another rate. The same part of the burst is used as before.</summary>
    public void GoOver(Rate from, Rate to)
    {
        if (from.BurstTime == to.BurstTime) return;

        long now = to.Now;
        long before, after;
        do
        {
            before = FullAgain;
            if (before <= now) return; // as it is where there was no limit
            after = now + (long)((double)(before - now) * to.BurstTime / from.BurstTime);
        }
        while (Interlocked.CompareExchange(ref _fullAgain, after, before) != before);
    }
}

/// <summary>A limit over time: an amount at once, then an amount a second.</summary>
/// <param name="perSecond">The amount a second in the long run; 0 means no limit.</param>
/// <param name="burst">The amount at once.</param>
/// <param name="time">The clock.</param>
internal sealed class Rate(long perSecond, long burst, TimeProvider time)
{
    public bool IsUnlimited => perSecond == 0;

    public long Now => time.GetTimestamp();

    /// <summary>
    /// Gets how long it takes until the whole burst is available again, in units of a timestamp. Without a limit there is no time.
    /// </summary>
    public long BurstTime => IsUnlimited ? 0 : TimeFor(burst);

    /// <summary>Returns how long it takes until an amount is available again, in units of a timestamp.</summary>
    public long TimeFor(long amount) => (long)((double)amount * time.TimestampFrequency / perSecond);

    /// <summary>Returns how long to wait until no more than the burst is taken.</summary>
    /// <param name="now">A timestamp.</param>
    /// <param name="fullAgain">The timestamp from which the bucket is full.</param>
    public TimeSpan TimeUntil(long now, long fullAgain) => time.GetElapsedTime(now, Math.Max(now, fullAgain - BurstTime));
}
