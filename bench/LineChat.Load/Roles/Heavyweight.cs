using System.Text;

namespace LineChat.Load.Roles;

/// <summary>Says no more lines than it may, each as long as a line may be.</summary>
internal static class Heavyweight
{
    private const double Stay = 60; // seconds, on average
    private const double Pause = 0.2;

    private static readonly byte[] Line = Encoding.ASCII.GetBytes($"{new string('h', 4000)}\r\n");

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        long start = Clock.Microseconds;
        double stay = visitor.Random.About(Stay);
        while (Clock.SecondsSince(start) < stay)
        {
            visitor.Send(Line);
            yield return Wait.For(Pause);
            yield return Wait.UntilSent(10);
        }

        visitor.Reset();
    }
}
