namespace LineChat.Load.Roles;

/// <summary>Loses the network while it chats. Once it is back, the server should have let it go long since.</summary>
internal static class Ghost
{
    private const double MostServed = 120; // seconds: what the server promises
    private const double Margin = 10;

    public static IEnumerable<Wait> Play(Visitor visitor) => Play(visitor, MostServed + Margin);

    /// <param name="visitor">Whose network it is.</param>
    /// <param name="away">How long it is away, in seconds.</param>
    public static IEnumerable<Wait> Play(Visitor visitor, double away)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        visitor.Client.GoDeaf();
        if (visitor.Random.Next(2) == 0) visitor.Say("hello?");
        yield return Wait.For(away);

        visitor.Client.HearAgain();
        visitor.Say("hello?"); // answered by a reset if nobody is there any more
        yield return Wait.UntilHeard(Margin);
        visitor.Outstay();
    }
}
