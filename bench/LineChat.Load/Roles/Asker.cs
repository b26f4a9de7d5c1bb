namespace LineChat.Load.Roles;

/// <summary>Asks who is here as often as it may, and reads none of the answers.</summary>
internal static class Asker
{
    private const int Times = 20;
    private const double Longest = 120; // seconds

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        visitor.IsReading = false;
        for (int i = 0; i < Times; i++) visitor.Say("/who");
        yield return Wait.For(visitor.Random.Between(1, Longest));
        visitor.Reset();
    }
}
