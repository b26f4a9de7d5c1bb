using System.Runtime.CompilerServices;
using LineChat.Interleavings;
using Real = System.Threading.Volatile;

namespace LineChat.Rooms;

/// <summary>What the room's sources find under this name here: the real thing, with a point before it at which another thread may go on.</summary>
internal static class Volatile
{
    public static void WriteBarrier([CallerMemberName] string by = "")
    {
        Strand.Point(by);
        Real.WriteBarrier();
    }

    public static bool Read(ref readonly bool location, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Read(in location);
    }

    public static int Read(ref readonly int location, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Read(in location);
    }

    public static long Read(ref readonly long location, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        return Real.Read(in location);
    }

    public static T Read<T>(ref readonly T location, [CallerMemberName] string by = "")
        where T : class?
    {
        Strand.Point(by);
        return Real.Read(in location);
    }

    public static void Write(ref bool location, bool value, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        Real.Write(ref location, value);
    }

    public static void Write(ref int location, int value, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        Real.Write(ref location, value);
    }

    public static void Write(ref long location, long value, [CallerMemberName] string by = "")
    {
        Strand.Point(by);
        Real.Write(ref location, value);
    }

    public static void Write<T>(ref T location, T value, [CallerMemberName] string by = "")
        where T : class?
    {
        Strand.Point(by);
        Real.Write(ref location, value);
    }
}
