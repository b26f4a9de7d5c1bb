using System.Net;

namespace LineChat;

/// <summary>What the host knows about somebody who joins. It is kept with the member: whatever is left out costs nothing.</summary>
public class JoinOptions
{
    /// <summary>
    /// Gets the address to count and to show, such as that of the person behind a proxy. Defaults to
    /// <see cref="IChatConnection.RemoteEndPoint"/> of the connection. <see cref="ChatServer"/> counts it for every limit for an address; it
    /// is found again as <see cref="ChatMember.RemoteEndPoint"/>.
    /// </summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>
    /// Gets whatever the host wants to find again as <see cref="ChatMember.State"/>, such as the claims of its own sign-in. Defaults to
    /// null.
    /// </summary>
    public object? State { get; init; }

    /// <summary>Gets whether the member is an operator (<see cref="ChatMember.IsOperator"/>). Defaults to false.</summary>
    public bool IsOperator { get; init; }
}
