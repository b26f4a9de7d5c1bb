namespace LineChat;

/// <summary>What became of a connection that was served.</summary>
public sealed class ServeResult
{
    internal static readonly ServeResult TooManyConnections = new(ServeStatus.TooManyConnections);
    internal static readonly ServeResult NotSignedOn = new(ServeStatus.NotSignedOn);

    internal ServeResult(ServeStatus status, JoinResult? join = null) => (Status, Join) = (status, join);

    /// <summary>What became of the connection.</summary>
    public ServeStatus Status { get; }

    /// <summary>
    /// What became of the nickname: the member, who has left by now, if <see cref="Status"/> is <see cref="ServeStatus.Ended"/>, and why it was refused if that
    /// is <see cref="ServeStatus.NicknameRefused"/>; otherwise null.
    /// </summary>
    public JoinResult? Join { get; }
}
