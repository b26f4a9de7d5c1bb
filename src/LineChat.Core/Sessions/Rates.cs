namespace LineChat.Sessions;

/// <summary>The rates of a client, and those of an address in total, as the options say.</summary>
internal sealed class Rates(LimitOptions limits, TimeProvider time)
{
    // The burst of an address, in seconds of its rate: a class of 60 that returns from a break does not have to wait.
    private const int AddressBurst = 8;

    /// <summary>Gets the rate of a client's lines.</summary>
    public Rate Lines { get; } = new(limits.LinesPerSecond, limits.LineBurst, time);

    /// <summary>Gets the rate of the bytes of a client's lines.</summary>
    public Rate Bytes { get; } = new(limits.LinesPerSecond == 0 ? 0 : limits.BytesPerSecond, limits.ByteBurst, time);

    /// <summary>Gets the rate of all bytes received from a client.</summary>
    public Rate Input { get; } = new(limits.LinesPerSecond * InputForLine(limits), limits.LineBurst * InputForLine(limits), time);

    public Rate AddressLines { get; } = OfAddress(limits.LinesPerSecondPerAddress, time);

    public Rate AddressBytes { get; } = OfAddress(limits.BytesPerSecondPerAddress, time);

    public Rate AddressConnections { get; } = OfAddress(limits.ConnectionsPerSecondPerAddress, time);

    public Rate AddressSignOns { get; } = OfAddress(limits.SignOnsPerSecondPerAddress, time);

    /// <summary>Gets the rate of clients that come in, up to which their prompts may wait.</summary>
    public Rate PromptDelays { get; } = new(perSecond: 1000, burst: 100, time);

    // As much as may come for one line, and at least four screenfuls, so that a client that sends only lines never reaches it.
    private static long InputForLine(LimitOptions limits) => Math.Max(16_384, limits.MaxUnterminatedInput);

    private static Rate OfAddress(int perSecond, TimeProvider time) => new(perSecond, (long)perSecond * AddressBurst, time);
}
