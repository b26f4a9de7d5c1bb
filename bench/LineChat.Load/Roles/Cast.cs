namespace LineChat.Load.Roles;

/// <summary>Who plays which part in a soak.</summary>
internal static class Cast
{
    /// <summary>The one part of those who do nothing wrong, so that the server has no reason to disconnect them.</summary>
    public const string Calm = "chatter";

    public static IReadOnlyList<Part> Of(int calm, int hostile)
    {
        int sharesGiven = 0;
        return
        [
            new(Calm, Chatter.Play, calm),
            new("flooder", Flooder.Play, Share(20)),
            new("staller", Staller.Play, Share(20), isNarrow: true),
            new("slow_reader", SlowReader.Play, Share(10), isNarrow: true),
            new("deserter", Deserter.Play, Share(15)),
            new("stranger", Stranger.Play, Share(10)),
            new("negotiator", Negotiator.Play, Share(10)),
            new("trickster", Trickster.Play, Share(10)),
            new("loiterer", Loiterer.Play, Share(5)),
        ];

        // Of a hundred; those before have had what is rounded off.
        int Share(int share)
        {
            int before = hostile * sharesGiven / 100;
            sharesGiven += share;
            return hostile * sharesGiven / 100 - before;
        }
    }
}
