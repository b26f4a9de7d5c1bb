namespace LineChat.Commands;

/// <summary>What <c>/msg</c> and <c>/reply</c> have in common.</summary>
internal static class Whisper
{
    /// <summary>Whispers, and tells the author if that came to nothing.</summary>
    public static async ValueTask ToAsync(IChatMember author, string nickname, string text)
    {
        var result = await author.WhisperAsync(nickname, text).ConfigureAwait(false);
        if (result is not (WhisperResult.NobodyThere or WhisperResult.NotReading)) return;

        var kind = result == WhisperResult.NobodyThere ? ChatMessageKind.NobodyThere : ChatMessageKind.NotReading;
        await author.ReplyAsync(new ChatMessage(kind) { Other = nickname }).ConfigureAwait(false);
    }
}
