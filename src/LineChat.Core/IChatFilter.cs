namespace LineChat;

/// <summary>
/// Decides what members may do: say, whisper, take a nickname, go to a room. Several are asked in the order in which they were registered;
/// each sees what the one before made of it, and none is asked after one that refuses.
/// </summary>
/// <remarks>
/// A filter is called without any lock, for several people at once. Until it has answered, the author's next line waits, and nobody else
/// does. One action may take <see cref="LimitOptions.FilterTimeout"/>, all filters together. If a filter throws or takes longer, the
/// action is refused, its author is told <see cref="ChatMessageKind.FilterFailed"/>, and that is logged, once a minute at most. With
/// <see cref="TcpOptions.UnsafeInlineSessions"/> a filter must not block the thread.
/// <para>
/// The filters are asked for everything that goes through a <see cref="ChatMember"/>, the host's own bots included, and for joining.
/// They are not asked for what the host announces, for topics that it sets, and when it removes somebody or closes a room.
/// </para>
/// </remarks>
public interface IChatFilter
{
    /// <summary>Decides about one action.</summary>
    /// <param name="context">Who wants to do what.</param>
    /// <param name="cancellationToken">Cancelled when the answer is of no use any more: the time is over, or the author has left.</param>
    /// <returns>Whether to let it pass, change its text, or refuse it.</returns>
    ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken);
}
