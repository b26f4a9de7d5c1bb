namespace LineChat.Load.Roles;

/// <summary>Chats as people do, and leaves in any way that a client can.</summary>
internal static class Chatter
{
    private const double Stay = 60; // seconds, on average
    private const double Pause = 20; // between two lines

    private static readonly string[] Words =
    [
        "hello", "and", "what", "do", "you", "think", "of", "it", "yes", "no", "perhaps", "tomorrow", "I", "saw", "the", "garden", "grün", "señor", "ночь", "東京", "☂", "naïve", ":-)", "ok",
    ];

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        long start = Clock.Microseconds;
        double stay = visitor.Random.About(Stay);
        double pause = visitor.Random.Between(0, 2);
        while (Clock.SecondsSince(start) + pause < stay)
        {
            yield return Wait.For(pause);
            visitor.Say(Line(visitor.Random));
            pause = visitor.Random.About(Pause);
        }

        yield return Wait.For(Math.Max(0, stay - Clock.SecondsSince(start)));
        switch (visitor.Random.Next(4))
        {
            case 0:
                visitor.Quit();
                yield return Wait.For(10);
                break;

            case 1:
                visitor.HalfClose();
                yield return Wait.For(10);
                break;

            case 2:
                visitor.Reset();
                break;

            default:
                break; // closes
        }
    }

    public static string Line(Random random) => string.Join(' ', random.GetItems(Words, random.Next(1, 20)));
}
