namespace LineChat;

/// <summary>Represents what became of a connection that was served.</summary>
public sealed class ServeResult
{
    private ServeResult(ServeStatus status, JoinResult? join = null) => (Status, Join) = (status, join);

    /// <summary>Gets the result if there were too many connections.</summary>
    public static ServeResult TooManyConnections { get; } = new(ServeStatus.TooManyConnections);

    /// <summary>Gets the result if the client did not sign on.</summary>
    public static ServeResult NotSignedOn { get; } = new(ServeStatus.NotSignedOn);

    /// <summary>Gets what became of the connection.</summary>
    public ServeStatus Status { get; }

    /// <summary>
    /// Gets the result of the join: the member, who has left by now, if <see cref="Status"/> is <see cref="ServeStatus.Ended"/>, and
    /// why the nickname was refused if it is <see cref="ServeStatus.NicknameRefused"/>; otherwise null.
    /// </summary>
    public JoinResult? Join { get; }

    /// <summary>Creates the result if the client signed on, and its conversation is over.</summary>
    /// <param name="join">The join that succeeded.</param>
    /// <exception cref="ArgumentNullException"><paramref name="join"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="join"/> did not succeed.</exception>
    public static ServeResult Ended(JoinResult join)
    {
        ArgumentNullException.ThrowIfNull(join);
        return join.Succeeded ? new(ServeStatus.Ended, join) : throw new ArgumentException("The join did not succeed.", nameof(join));
    }

    /// <summary>Creates the result if the nickname that the host has settled was refused.</summary>
    /// <param name="join">The join that failed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="join"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="join"/> succeeded.</exception>
    public static ServeResult NicknameRefused(JoinResult join)
    {
        ArgumentNullException.ThrowIfNull(join);
        return join.Succeeded ? throw new ArgumentException("The join succeeded.", nameof(join)) : new(ServeStatus.NicknameRefused, join);
    }
}
