namespace LineChat;

/// <summary>What an <see cref="IChatFilter"/> makes of an action. The default value lets it pass.</summary>
public readonly record struct ChatFilterResult
{
    /// <summary>Lets the action pass as it is.</summary>
    public static ChatFilterResult Pass => default;

    /// <summary>Gets the text to use in place of the author's; null if it stays.</summary>
    public string? Text { get; private init; }

    /// <summary>Gets why the action is refused; null if it is not.</summary>
    public string? Reason { get; private init; }

    /// <summary>Lets the action pass with another text.</summary>
    /// <param name="text">The new text. It has the rules of the author's own: what a terminal could obey is taken out of it, and it is
    /// cut at
    /// <see cref="LimitOptions.MaxLineLength"/> bytes of UTF-8; a nickname or the name of a room is checked again.</param>
    public static ChatFilterResult Replace(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new() { Text = text };
    }

    /// <summary>Refuses the action.</summary>
    /// <param name="reason">Why, in one sentence with its full stop, of at most 512 bytes of UTF-8. The author reads it.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty or blank.</exception>
    public static ChatFilterResult Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new() { Reason = reason };
    }
}
