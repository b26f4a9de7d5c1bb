namespace LineChat.Fuzz;

/// <summary>The targets by the names of their folders in the corpus.</summary>
internal static class Targets
{
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["decoder"] = DecoderTarget.Run,
        ["telnet"] = TelnetTarget.Run,
        ["text"] = TextTarget.Run,
        ["nickname"] = NicknameTarget.Run,
        ["dialect"] = DialectTarget.Run,
    };
}
