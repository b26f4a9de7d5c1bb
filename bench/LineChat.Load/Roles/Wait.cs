namespace LineChat.Load.Roles;

/// <summary>What a visitor does between two deeds.</summary>
/// <param name="Signal">Ends it early.</param>
/// <param name="Most">Ends it in any case.</param>
internal readonly record struct Wait(Signal Signal, TimeSpan Most)
{
    public static Wait For(double seconds) => new(Signal.None, TimeSpan.FromSeconds(seconds));

    public static Wait UntilHeard(double mostSeconds = 10) => new(Signal.Heard, TimeSpan.FromSeconds(mostSeconds));

    public static Wait UntilSent(double mostSeconds = 1) => new(Signal.Sent, TimeSpan.FromSeconds(mostSeconds));
}
