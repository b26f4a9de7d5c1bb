using System.Diagnostics.CodeAnalysis;

namespace LineChat.Fuzz;

/// <summary>What must hold for every input.</summary>
internal static class Invariant
{
    /// <param name="condition">Whether it does.</param>
    /// <param name="rule">What it is, in a few words that never change: the input says the rest.</param>
    public static void Holds([DoesNotReturnIf(false)] bool condition, string rule)
    {
        if (!condition) throw new BrokenInvariantException(rule);
    }
}
