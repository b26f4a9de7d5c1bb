using System.Text;

namespace LineChat.Load.Roles;

/// <summary>Says what should harm somebody's terminal, or look as if somebody else had said it, cut wherever it may be.</summary>
internal static class Trickster
{
    private const double Stay = 60; // seconds, on average

    private static readonly string[] Texts =
    [
        "\u001b[2J\u001b[H", "\u001b]0;title\u0007", "\u202Ereversed\u202C", "a\u0085b\u2028c\u2029d", "\r+++ Ben arrived +++", "*** 1,000 lines skipped ***", "\0\0\0", "\b\b\b\u007F\u007F",
        "Z\u0351\u0363\u036B\u0308a\u0321\u0317\u034E", "\uFEFF\u200B\u200D", "\u009B31m", "/me \u001b[1m", "/me", "/who", "/help", "/msg", "/msg nobody x", "/nick", "/nick \u202E", "/reply x", "//", "/", "/nope",
    ];

    private static readonly string[] LineEnds = ["\r\n", "\n", "\r\0", "\r", "\r\r\n", "\n\n\n"];

    public static IEnumerable<Wait> Play(Visitor visitor)
    {
        var random = visitor.Random;
        yield return Wait.UntilHeard();
        for (int tries = random.Next(4); tries > 0; tries--)
        {
            visitor.Say(random.OneOf("", " ", "\u001b[2J", "a b", new string('n', 100), "\u202Eneb", "/quit2", $"{visitor.Options.Nickname}0"));
            yield return Wait.UntilHeard(2);
        }

        visitor.Say(visitor.Nickname);
        yield return Wait.UntilHeard(2);
        visitor.Join();

        long start = Clock.Microseconds;
        double stay = random.About(Stay);
        while (Clock.SecondsSince(start) < stay)
        {
            byte[] bytes = [.. What(visitor), .. Encoding.ASCII.GetBytes(random.OneOf<string>(LineEnds))];
            int cut = random.Next(bytes.Length + 1);
            visitor.Send(bytes.AsSpan(..cut));
            if (random.Next(2) == 0) yield return Wait.For(0.05);
            visitor.Send(bytes.AsSpan(cut..));
            yield return Wait.For(random.About(2));
        }
    }

    private static byte[] What(Visitor visitor)
    {
        var random = visitor.Random;
        return random.Next(8) switch
        {
            0 => [0xC0, 0xAF, 0xED, 0xA0, 0x80, 0xF5, 0x80, 0x80, 0xE2, 0x82], // no UTF-8 at all
            1 => Encoding.ASCII.GetBytes(new string('l', random.Next(4000, 12_000))),
            2 => Encoding.ASCII.GetBytes($"/msg {visitor.Options.Nickname}{random.Next(visitor.Options.Witnesses)} psst"),
            3 => Encoding.ASCII.GetBytes($"/nick {visitor.Nickname}-{random.Next(1000)}"),
            4 => Encoding.UTF8.GetBytes(Chatter.Line(random)),
            _ => Encoding.UTF8.GetBytes(random.OneOf<string>(Texts)),
        };
    }
}
