namespace LineChat;

/// <summary>Represents how connections over TCP are served: the section <c>LineChat:Tcp</c>.</summary>
/// <remarks>They cannot change while the chat runs: reloaded values are logged, and take effect at the next start.</remarks>
public sealed class TcpOptions
{
    /// <summary>
    /// Gets or sets how many connections may wait to be accepted, for each address, from 1 to 65,535. Defaults to 1,024.
    /// </summary>
    /// <remarks>The system may allow less.</remarks>
    public int Backlog { get; set; } = 1024;

    /// <summary>Gets or sets whether a line is sent to many clients with one system call where the system can. Defaults to true.</summary>
    /// <remarks>
    /// It takes io_uring of Linux 5.6 or later, and halves the cost of a delivery to a thousand clients. Where io_uring is missing or
    /// forbidden, as in many containers, each client gets a call of its own.
    /// </remarks>
    public bool UseIoUring { get; set; } = true;

    /// <summary>
    /// Gets or sets whether sessions run on the thread that receives what clients send, instead of on the thread pool. Defaults to
    /// false.
    /// </summary>
    /// <remarks>
    /// It has an effect on Linux only. It is the fastest way, since no other thread has to be woken, and right where nicknames are
    /// checked, lines formatted and commands carried out in microseconds. Unsafe otherwise: user code that blocks or takes long holds
    /// up every client.
    /// </remarks>
    public bool UnsafeInlineSessions { get; set; }
}
