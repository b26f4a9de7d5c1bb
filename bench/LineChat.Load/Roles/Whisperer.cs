namespace LineChat.Load.Roles;

/// <summary>Whispers to somebody who stays, and goes: nothing of it may be kept for an answer.</summary>
internal static class Whisperer
{
    private const int Recent = 300; // visitors, some of whom are still there

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        foreach (var wait in visitor.SignOn()) yield return wait;

        var random = visitor.Random;
        for (int i = random.Next(1, 10); i > 0; i--)
        {
            string reader = random.Next(2) == 0 ? $"{random.Next(visitor.Options.Witnesses)}" : $"v{Math.Max(0, visitor.Client.Number - random.Next(Recent))}";
            visitor.Say($"/msg {visitor.Options.Nickname}{reader} psst");
            yield return Wait.For(random.About(0.2));
        }

        visitor.Quit();
        yield return Wait.For(5);
    }
}
