namespace LineChat;

/// <summary>
/// Stands for a member, whatever nickname that takes. It may be kept for any time: once the member has left, only its nickname stays in memory.
/// </summary>
public interface IChatPerson
{
    /// <summary>Gets the nickname that everybody sees now, or the last one of a member that has left.</summary>
    string Nickname { get; }
}
