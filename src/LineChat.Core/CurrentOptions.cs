namespace LineChat;

/// <summary>
/// The options of a chat that are in force. They are replaced as a whole when the configuration is reloaded, and are never changed. So
/// whoever reads several of them reads one <see cref="Value"/>.
/// </summary>
/// <param name="atStart">The options at first.</param>
internal sealed class CurrentOptions(LineChatOptions atStart)
{
    private volatile LineChatOptions _value = atStart;

    /// <summary>Occurs when they have been replaced, on the thread that did it.</summary>
    public event Action? Replaced;

    public LineChatOptions Value => _value;

    /// <summary>Those that were in force first: for what cannot change while the chat runs.</summary>
    public LineChatOptions AtStart { get; } = atStart;

    /// <summary>Whether there can be more rooms than the lobby. It stays as it was at the start.</summary>
    public bool HasRooms { get; } = atStart.Rooms.MaxRooms > 1 && atStart.Dialect.Rooms;

    public void Replace(LineChatOptions options)
    {
        _value = options;
        Replaced?.Invoke();
    }
}
