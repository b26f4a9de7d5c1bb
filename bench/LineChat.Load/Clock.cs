using System.Diagnostics;

namespace LineChat.Load;

/// <summary>Time that never goes back, in microseconds or seconds.</summary>
internal static class Clock
{
    public static long Microseconds => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    public static double SecondsSince(long microseconds) => (Microseconds - microseconds) / 1e6;
}
