using System.Globalization;

namespace LineChat.Rooms;

/// <summary>
/// Until when somebody is muted. The clock on the wall decides, as the host says it by that clock; it is asked only about who is muted. A
/// mutable struct: keep it in a field that is not readonly. Thread-safe.
/// </summary>
internal struct Mute
{
    private const int LastYear = 9999; // what ends then is for good

    private long _until; // in ticks of UTC; 0 if not muted

    /// <summary>Whether it has to be looked at: false if not muted.</summary>
    public readonly bool IsSet => Volatile.Read(in _until) != 0;

    /// <summary>Mutes until a time, or no longer.</summary>
    /// <returns>Whether that is in the future.</returns>
    public bool Set(DateTimeOffset? until, DateTimeOffset now)
    {
        bool isMuted = until > now;
        Volatile.Write(ref _until, isMuted ? until!.Value.UtcTicks : 0);
        return isMuted;
    }

    /// <summary>Until when; null if not muted, or not any longer.</summary>
    public DateTimeOffset? Until(TimeProvider time)
    {
        long until = Volatile.Read(ref _until);
        if (until == 0) return null;
        if (until > time.GetUtcNow().UtcTicks) return new(until, TimeSpan.Zero);
        Interlocked.CompareExchange(ref _until, 0, until);
        return null;
    }

    /// <summary>What refuses something to who is muted; null if not muted.</summary>
    public Refusal? Refusal(TimeProvider time)
    {
        if (!IsSet || Until(time) is not { } until) return null;
        return InWords(until, time.GetUtcNow()) is { } end
            ? new(new(ChatMessageKind.Muted) { Text = System.Text.Encoding.UTF8.GetBytes(end) }, $"The member is muted until {end}.")
            : new(new(ChatMessageKind.MutedForGood), "The member is muted.");
    }

    /// <summary>A time as people read it: the next whole minute, with the date unless that is today; null if it is for good.</summary>
    public static string? InWords(DateTimeOffset until, DateTimeOffset now)
    {
        var end = until.ToUniversalTime();
        if (end.Year == LastYear) return null;
        end = end.AddTicks((TimeSpan.TicksPerMinute - (end.Ticks % TimeSpan.TicksPerMinute)) % TimeSpan.TicksPerMinute);
        return end.ToString(end.Date == now.UtcDateTime.Date ? "HH:mm 'UTC'" : "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }
}
