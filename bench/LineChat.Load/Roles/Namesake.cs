namespace LineChat.Load.Roles;

/// <summary>Wishes for names that take long to look at, or that would pass for a witness or for what is said of one.</summary>
internal static class Namesake
{
    private const double Stay = 60; // seconds, on average

    private static readonly string[] Costly =
    [
        "a" + new string('\u0301', 1020) + new string('\u0316', 1020), string.Concat(Enumerable.Repeat("\u0316\u0301", 1000)), "\u1100\u1161" + new string('\u11A8', 1000), new string('\uFDFA', 1000),
        string.Concat(Enumerable.Repeat("a\u200D", 1000)),
    ];

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        var random = visitor.Random;
        string witness = $"{visitor.Options.Nickname}{random.Next(visitor.Options.Witnesses)}";
        string[] wishes =
        [
            .. Costly, witness, $"{witness}> I must go", $"{witness} ", $"{witness}\u00A0", $"--- {witness} left ---", $"*** {witness} is now {visitor.Nickname} ***", $"{witness[..1]}\u200B{witness[1..]}",
            $"{witness[..1]}\u0307{witness[1..]}", witness.ToUpperInvariant(),
        ];

        yield return Wait.UntilHeard();
        for (int tries = random.Next(4); tries > 0; tries--)
        {
            visitor.Say(random.OneOf<string>(wishes));
            yield return Wait.UntilHeard(2);
        }

        visitor.Say(visitor.Nickname);
        yield return Wait.UntilHeard(2);
        visitor.Join();
        long start = Clock.Microseconds;
        double stay = random.About(Stay);
        while (Clock.SecondsSince(start) < stay)
        {
            string wish = random.OneOf<string>(wishes);
            visitor.Say(random.Next(3) == 0 ? $"/msg {wish} psst" : $"/nick {wish}");
            yield return Wait.For(random.About(0.5));
        }
    }
}
