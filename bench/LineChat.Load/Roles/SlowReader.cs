namespace LineChat.Load.Roles;

/// <summary>Reads far less than comes, and so skips lines, but is never still for so long that the server disconnects it.</summary>
internal static class SlowReader
{
    private const double Stay = 180; // seconds, on average
    private const int AtOnce = 2048; // bytes

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        visitor.IsReading = false;
        byte[] buffer = new byte[AtOnce];
        long start = Clock.Microseconds;
        double stay = visitor.Random.About(Stay);
        while (Clock.SecondsSince(start) < stay && !visitor.HasEnded)
        {
            yield return Wait.For(visitor.Random.Between(0.5, 1.5));
            visitor.Read(buffer);
        }
    }
}
