namespace LineChat;

/// <summary>
/// Stands for a member, whatever nickname that takes, and may be kept for as long as one likes: once the member has left nothing but the nickname stays in memory.
/// </summary>
public interface IChatPerson
{
    /// <summary>Gets the nickname that everybody sees now, or the last one of a member that has left.</summary>
    string Nickname { get; }
}
