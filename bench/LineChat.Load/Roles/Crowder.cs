namespace LineChat.Load.Roles;

/// <summary>Connects where there are too many from its address, and keeps its side open without reading.</summary>
internal static class Crowder
{
    private const double Stay = 5; // seconds, on average

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        visitor.IsReading = false;
        yield return Wait.For(visitor.Random.About(Stay));
        if (visitor.Random.Next(2) == 0) visitor.Reset();
    }
}
