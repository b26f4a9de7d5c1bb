namespace LineChat;

/// <summary>What is done with a line longer than <see cref="LineChatOptions.MaxLineLength"/>.</summary>
public enum LongLinePolicy
{
    /// <summary>Its beginning is said, and its author is told that it was cut.</summary>
    Cut,

    /// <summary>Nothing of it is said, and its author is told so.</summary>
    Refuse,
}
