namespace LineChat;

/// <summary>What became of a connection that was served.</summary>
public enum ServeStatus
{
    /// <summary>The client signed on, and its conversation is over.</summary>
    Ended,

    /// <summary>The nickname that the host has settled was refused; <see cref="ServeResult.Join"/> says why.</summary>
    NicknameRefused,

    /// <summary>There are too many connections, or too many from the client's address.</summary>
    TooManyConnections,

    /// <summary>
    /// The client did not sign on: it closed or lost the connection, used up its time or tries, or the server is stopping.
    /// </summary>
    NotSignedOn,
}
