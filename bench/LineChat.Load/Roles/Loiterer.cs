namespace LineChat.Load.Roles;

/// <summary>Comes and does not sign on: says nothing at all, or its name one byte at a time and never to the end.</summary>
internal static class Loiterer
{
    private const double Longest = 120; // seconds

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        bool isSilent = visitor.Random.Next(2) == 0;
        for (long start = Clock.Microseconds; Clock.SecondsSince(start) < Longest;)
        {
            if (!isSilent) visitor.Send("x"u8);
            yield return Wait.For(3);
        }
    }
}
