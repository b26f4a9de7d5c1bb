namespace LineChat;

/// <summary>Which blanks are taken off a text that somebody typed.</summary>
public enum BlankTrimming
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those at its end.</summary>
    End,

    /// <summary>Those at both ends.</summary>
    Both,
}
