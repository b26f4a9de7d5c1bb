namespace LineChat.Load;

internal enum ClientState
{
    Connecting,

    /// <summary>Waits for the question after its name.</summary>
    Connected,

    /// <summary>Has said its name.</summary>
    SignedOn,

    Gone,
}
