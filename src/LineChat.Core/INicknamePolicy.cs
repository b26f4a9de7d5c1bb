namespace LineChat;

/// <summary>
/// Decides which nicknames are allowed and which of them are the same. It is called without any lock held, from many threads
/// at once; if it throws, that client's session ends and nobody else notices.
/// </summary>
public interface INicknamePolicy
{
    /// <summary>Checks what a client entered as its nickname.</summary>
    /// <param name="candidate">A line of text as the client typed it, never empty or blank.</param>
    /// <param name="cancellationToken">Cancelled when the answer is of no use any more.</param>
    ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken);
}
