using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Every attack there is, for those who choose among them.</summary>
internal static class AllAttacks
{
    /// <summary>The server's settings that they need: nobody may be let in for ever without a name, nor stall for long.</summary>
    public static readonly (string Name, string Value)[] Settings = [("Limits:SignOnTimeout", "10"), ("Limits:StallTimeout", "5")];

    private static readonly Attack[] All =
    [
        EndlessAttacks.NeverEndNameAsync, EndlessAttacks.NeverEndLineAsync, EndlessAttacks.TryNamesAsync, EndlessAttacks.SayLongLinesAsync, EndlessAttacks.SayNothingAsync,
        FaultAttacks.ResetAsync, FaultAttacks.EndSendingAsync, FaultAttacks.EndBeforeNameAsync, FaultAttacks.EndReceivingAsync, FaultAttacks.ComeAndGoAsync,
        KeyAttacks.CutAsync, KeyAttacks.BreakOffAsync, KeyAttacks.PasteInBracketsAsync, KeyAttacks.PasteAndVanishAsync,
        ReadingAttacks.FloodAsync, ReadingAttacks.StallAsync,
        TelnetAttacks.StormWholeAsync, TelnetAttacks.StormByteByByteAsync, TelnetAttacks.AnswerAnswersAsync, TelnetAttacks.NeverEndSubnegotiationAsync,
        TelnetAttacks.NegotiateWithinNameAsync, TelnetAttacks.TypeAndEraseAsync, TelnetAttacks.AskWhetherThereAsync,
        TextAttacks.ForgeAsync, TextAttacks.RenameAsync, TextAttacks.SayNoiseAsync,
        WrongProtocolAttacks.SayHelloInTlsAsync, WrongProtocolAttacks.AskForPageAsync, WrongProtocolAttacks.SpeakSshAsync, WrongProtocolAttacks.MakeNoiseAsync,
    ];

    /// <summary>Any of them, by chance.</summary>
    public static Task AnyAsync(Ordeal ordeal, Random random) => All[random.Next(All.Length)](ordeal, random);
}
