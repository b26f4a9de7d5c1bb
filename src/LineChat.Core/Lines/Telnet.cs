namespace LineChat.Lines;

/// <summary>The bytes of telnet that mean something here, by their names in the RFCs.</summary>
internal static class Telnet
{
    // Commands: RFC 854, and RFC 1184 for the first three.
    public const byte EndOfFile = 236;
    public const byte Suspend = 237;
    public const byte Abort = 238;
    public const byte SubnegotiationEnd = 240;
    public const byte Break = 243;
    public const byte InterruptProcess = 244;
    public const byte AbortOutput = 245;
    public const byte AreYouThere = 246;
    public const byte EraseCharacter = 247;
    public const byte EraseLine = 248;
    public const byte Subnegotiation = 250;
    public const byte Will = 251;
    public const byte Wont = 252;
    public const byte Do = 253;
    public const byte Dont = 254;
    public const byte InterpretAsCommand = 255;

    // Options: RFC 856, 860.
    public const byte TransmitBinary = 0;
    public const byte TimingMark = 6;
}
