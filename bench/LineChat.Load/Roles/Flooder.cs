using System.Text;

namespace LineChat.Load.Roles;

/// <summary>Sends lines as fast as the server takes them.</summary>
internal static class Flooder
{
    private const double Stay = 60; // seconds, on average
    private const int AtOnce = 20; // lines

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        var random = visitor.Random;
        int length = random.Next(10) == 0 ? random.Next(1000, 5000) : random.Next(0, 200); // the longest are longer than a line may be
        byte[] lines = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"{new string('f', length)}\r\n", AtOnce)));
        long start = Clock.Microseconds;
        double stay = random.About(Stay);
        while (Clock.SecondsSince(start) < stay)
        {
            visitor.Send(lines);
            yield return Wait.UntilSent();
        }

        if (random.Next(2) == 0) visitor.Reset();
    }
}
