using LineChat.Torture.Support;

namespace LineChat.Torture;

public sealed class MasqueradeTests
{
    // Of each manner of telling who says what, one. All of them are tried where there is time.
    private static readonly string[] Some = ["c", "erlang", "go", "haskell", "java", "julia", "racket"];

    [LinuxFact]
    public Task In_no_dialect_does_a_nickname_put_words_into_the_mouth_of_another() => Parallel.ForEachAsync(
        Endurance.Share > TimeSpan.Zero ? ChatDialect.Names : Some,
        new ParallelOptions { MaxDegreeOfParallelism = 3 },
        async (dialect, _) => await Masquerade.RunAsync(dialect));
}
