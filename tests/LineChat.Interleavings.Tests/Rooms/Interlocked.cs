using System.Runtime.CompilerServices;
using LineChat.Interleavings;
using Real = System.Threading.Interlocked;

namespace LineChat.Rooms;

/// <summary>What the room's sources find under this name here: the real thing, with a point before it at which another thread may go on.</summary>
internal static class Interlocked
{
    public static int Exchange(ref int location, int value, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Exchange(ref location, value);
    }

    public static T Exchange<T>(ref T location, T value, [CallerMemberName] string by = "")
        where T : class?
    {
        Strand.Point(by);
        return Real.Exchange(ref location, value);
    }

    public static int CompareExchange(ref int location, int value, int comparand, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static long CompareExchange(ref long location, long value, long comparand, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static T CompareExchange<T>(ref T location, T value, T comparand, [CallerMemberName] string by = "")
        where T : class?
    {
        Strand.Point(by);
        return Real.CompareExchange(ref location, value, comparand);
    }

    public static int Increment(ref int location, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Increment(ref location);
    }

    public static int Decrement(ref int location, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Decrement(ref location);
    }

    public static long Add(ref long location, long value, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Add(ref location, value);
    }

    public static void MemoryBarrier([CallerMemberName] string by = "")
    {
        Strand.Point(by);
        Real.MemoryBarrier();
    }
}
