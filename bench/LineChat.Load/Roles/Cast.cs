namespace LineChat.Load.Roles;

/// <summary>Who plays which part in a soak.</summary>
internal static class Cast
{
    /// <summary>The one part of those who do nothing wrong, so that the server has no reason to disconnect them.</summary>
    public const string Calm = "chatter";

    // More than the server takes from one address.
    private const int Crowd = 100;

    /// <param name="calm">How many chat.</param>
    /// <param name="hostile">How many do what they should not, each part from one address where there are addresses.</param>
    /// <param name="haveAddresses">Whether there are: then a crowd at one of them comes beside.</param>
    public static IReadOnlyList<Part> Of(int calm, int hostile, bool haveAddresses = false)
    {
        int sharesGiven = 0;
        return
        [
            new(Calm, Chatter.Play, calm),
            new("flooder", Flooder.Play, Share(12)),
            new("staller", Staller.Play, Share(13), isNarrow: true),
            new("slow_reader", SlowReader.Play, Share(8), isNarrow: true),
            new("deserter", Deserter.Play, Share(11)),
            new("stranger", Stranger.Play, Share(8)),
            new("negotiator", Negotiator.Play, Share(8)),
            new("trickster", Trickster.Play, Share(10)),
            new("loiterer", Loiterer.Play, Share(4)),
            new("returner", Returner.Play, Share(2)),
            new("heavyweight", Heavyweight.Play, Share(3)),
            new("murmurer", Murmurer.Play, Share(5)),
            new("asker", Asker.Play, Share(4), isNarrow: true),
            new("namesake", Namesake.Play, Share(4)),
            new("whisperer", Whisperer.Play, Share(4)),
            new("paster", Paster.Play, Share(2)),
            new("ghost", Ghost.Play, Share(2)),
            .. haveAddresses ? [new Part("crowder", Crowder.Play, Crowd)] : Array.Empty<Part>(),
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
