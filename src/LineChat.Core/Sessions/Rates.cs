namespace LineChat.Sessions;

/// <summary>How fast a client may be, and all those of one address together, by the options.</summary>
internal sealed class Rates(LineChatOptions options, TimeProvider time)
{
    // For so many seconds' worth those of an address together may be faster: a class that comes back after a break does not wait.
    private const int AddressBurst = 8;

    /// <summary>The lines of a client.</summary>
    public Rate Lines { get; } = new(options.LinesPerSecond, options.LineBurst, time);

    /// <summary>The bytes of a client's lines.</summary>
    public Rate Bytes { get; } = new(options.LinesPerSecond == 0 ? 0 : options.BytesPerSecond, options.ByteBurst, time);

    /// <summary>Everything that is received from a client, in bytes.</summary>
    public Rate Input { get; } = new(options.LinesPerSecond * InputForLine(options), options.LineBurst * InputForLine(options), time);

    public Rate AddressLines { get; } = OfAddress(options.LinesPerSecondPerAddress, time);

    public Rate AddressBytes { get; } = OfAddress(options.BytesPerSecondPerAddress, time);

    public Rate AddressConnections { get; } = OfAddress(options.ConnectionsPerSecondPerAddress, time);

    public Rate AddressSignOns { get; } = OfAddress(options.SignOnsPerSecondPerAddress, time);

    // For each line as much as may come for one, and four screenfuls at least: low enough a price that only who sends what is no line comes
    // to pay it.
    private static long InputForLine(LineChatOptions options) => Math.Max(16_384, options.MaxUnterminatedInput);

    private static Rate OfAddress(int perSecond, TimeProvider time) => new(perSecond, (long)perSecond * AddressBurst, time);
}
