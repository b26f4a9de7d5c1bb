namespace LineChat.Load.Roles;

/// <summary>Sends telnet commands without end (RFC 854), before or after it has signed on.</summary>
internal static class Negotiator
{
    private const byte Iac = 255;
    private const byte Subnegotiation = 250;
    private const byte SubnegotiationEnd = 240;
    private const byte AreYouThere = 246;
    private const byte FirstOptionVerb = 251; // WILL, WONT, DO, DONT

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        var random = visitor.Random;
        if (random.Next(2) == 0)
        {
            foreach (var wait in visitor.SignOn()) yield return wait;
        }

        visitor.IsReading = random.Next(3) > 0;
        long start = Clock.Microseconds;
        double stay = random.About(20);
        while (Clock.SecondsSince(start) < stay)
        {
            visitor.Send(Storm(random));
            yield return Wait.UntilSent();
            yield return Wait.For(random.About(0.2));
        }

        if (random.Next(2) == 0) visitor.Reset();
    }

    private static byte[] Storm(Random random) => random.Next(8) switch
    {
        0 => [.. Enumerable.Repeat<byte[]>([Iac, AreYouThere], 50).SelectMany(command => command)],
        1 => [Iac, Subnegotiation, (byte)random.Next(50), .. random.Noise(20), Iac, SubnegotiationEnd],
        2 when random.Next(20) == 0 => [Iac, Subnegotiation, 24, .. new byte[5000]], // has no end: disconnected
        3 => [(byte)'a', Iac], // the rest comes with the next
        _ => [.. Enumerable.Range(0, 100).SelectMany(_ => (byte[])[Iac, (byte)(FirstOptionVerb + random.Next(4)), (byte)random.Next(50)])],
    };
}
