namespace LineChat.Lines;

/// <summary>A telnet command: its code, and the option if it negotiates one.</summary>
internal readonly record struct TelnetCommand(byte Code, byte Option);
