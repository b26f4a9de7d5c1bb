namespace LineChat.Load.Roles;

/// <summary>Sends without end what has no effect, before it has a name or after.</summary>
internal static class Murmurer
{
    private const double Stay = 20; // seconds, on average
    private const int AtOnce = 16 * 1024; // bytes

    // IAC NOP, IAC DONT ECHO, IAC EL, an empty subnegotiation (RFC 854), a character and backspace, an escape sequence, NUL
    private static readonly byte[][] Nothing = [[255, 241], [255, 254, 1], [255, 248], [255, 250, 1, 255, 240], [(byte)'x', 8], [27, (byte)'[', (byte)'A'], [0]];

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        var random = visitor.Random;
        if (random.Next(2) == 0)
        {
            foreach (var wait in visitor.SignOn()) yield return wait;
        }

        byte[] unit = random.OneOf<byte[]>(Nothing);
        byte[] bytes = [.. Enumerable.Repeat(unit, AtOnce / unit.Length).SelectMany(each => each)];
        long start = Clock.Microseconds;
        double stay = random.About(Stay);
        while (Clock.SecondsSince(start) < stay)
        {
            if (visitor.HasSentAll) visitor.Send(bytes);
            yield return Wait.UntilSent();
        }

        visitor.Reset();
    }
}
