namespace LineChat;

/// <summary>What a member wants to do, as an <see cref="IChatFilter"/> sees it.</summary>
public enum ChatAction
{
    /// <summary>To join the chat; the text is the nickname.</summary>
    Join,

    /// <summary>To take another nickname; the text is the new one.</summary>
    Rename,

    /// <summary>To go to another room; the text is its name.</summary>
    Enter,

    /// <summary>To say a line, which may be empty.</summary>
    Say,

    /// <summary>To tell what it does, as with <c>/me waves</c>.</summary>
    Act,

    /// <summary>To say a line to <see cref="ChatFilterContext.Other"/> alone.</summary>
    Whisper,

    /// <summary>To set the topic of its room; the text is the topic, or empty to take it away.</summary>
    SetTopic,
}
