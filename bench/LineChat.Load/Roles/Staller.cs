namespace LineChat.Load.Roles;

/// <summary>Stops reading once it is in, until the server disconnects it.</summary>
internal static class Staller
{
    private const double Longest = 600; // seconds

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        visitor.IsReading = false;
        yield return Wait.For(Longest);
    }
}
