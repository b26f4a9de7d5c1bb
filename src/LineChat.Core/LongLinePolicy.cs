namespace LineChat;

/// <summary>What is done with a line longer than <see cref="LimitOptions.MaxLineLength"/>.</summary>
public enum LongLinePolicy
{
    /// <summary>Its beginning is said, and its author is told that it was cut.</summary>
    Cut,

    /// <summary>Nothing of it is said, and its author is told so.</summary>
    Refuse,

    /// <summary>It is said as several lines, none longer than allowed.</summary>
    Split,

    /// <summary>Its author is told so, and disconnected.</summary>
    Disconnect,
}
