namespace LineChat;

/// <summary>Specifies who may set the topic of a room with <c>/topic</c>. The host's own code always may.</summary>
public enum TopicPolicy
{
    /// <summary>Everybody who is in the room.</summary>
    Everybody,

    /// <summary>The operators (<see cref="ChatMember.IsOperator"/>).</summary>
    Operators,

    /// <summary>Nobody but the host.</summary>
    Host,
}
