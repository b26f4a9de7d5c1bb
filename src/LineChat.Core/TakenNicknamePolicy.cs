namespace LineChat;

/// <summary>What to do if somebody has the nickname that the host has settled (<see cref="ServeOptions.Nickname"/>).</summary>
public enum TakenNicknamePolicy
{
    /// <summary>The client is told so and disconnected, and the host is told by <see cref="ServeStatus.NicknameRefused"/>.</summary>
    Refuse,

    /// <summary>
    /// A number is added: of <c>Ben2</c>, <c>Ben3</c> and so on up to <c>Ben100</c> the first that nobody has. A nickname that would be
    /// longer than
    /// <see cref="LimitOptions.MaxNicknameLength"/> is cut before the number. If all are taken, or the policy refuses numbers, it is as
    /// with
    /// <see cref="Refuse"/>.
    /// </summary>
    AddNumber,
}
