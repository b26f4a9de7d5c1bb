namespace LineChat.Interleavings;

/// <summary>
/// Tells a story in every order in which its threads can go on at their points, up to a number of preemptions: most mistakes need only one or two. It is a search in depth:
/// each telling repeats the choices of the one before up to the last that has another.
/// <para>
/// Not what Microsoft.Coyote does, though that was tried first: version 1.7.11 does rewrite an assembly for .NET 10, but knows neither its <c>Lock</c> nor <c>Volatile</c>, which
/// is what is to be explored here. What this cannot find either is what a processor or the compiler puts in another order: each order told here is one of whole steps.
/// </para>
/// </summary>
internal static class Interleavings
{
    /// <summary>Tells a story until there is no other order, or until something in it fails.</summary>
    /// <param name="begin">Makes the story, the same each time.</param>
    /// <param name="preemptions">How often in a telling a thread may have to wait that could go on.</param>
    /// <param name="most">How many tellings there may be.</param>
    /// <returns>How many there were.</returns>
    public static int Explore(Func<Story> begin, int preemptions, int most = 50_000)
    {
        var choices = new List<Choice>();
        for (int tellings = 1; ; tellings++)
        {
            var telling = new Telling(choices, preemptions);
            telling.Tell(begin);
            while (choices is [.., { IsLast: true }]) choices.RemoveAt(choices.Count - 1);
            if (choices.Count == 0) return tellings;
            Assert.True(tellings < most, $"There are more than {most} orders; allow fewer preemptions.");
            choices[^1] = choices[^1].Next;
        }
    }
}
