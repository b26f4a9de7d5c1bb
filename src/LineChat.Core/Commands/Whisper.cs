namespace LineChat.Commands;

/// <summary>What <c>/msg</c> and <c>/reply</c> have in common.</summary>
internal static class Whisper
{
    /// <summary>Whispers to whoever has a nickname, and tells the author if that came to nothing.</summary>
    public static async ValueTask ToAsync(IChatMember author, string nickname, string text) =>
        await AnswerAsync(author, nickname, await author.WhisperAsync(nickname, text).ConfigureAwait(false), ChatMessageKind.NobodyThere).ConfigureAwait(false);

    /// <summary>Whispers to a person, and tells the author if that came to nothing.</summary>
    public static async ValueTask ToAsync(IChatMember author, IChatPerson person, string text) =>
        await AnswerAsync(author, person.Nickname, await author.WhisperAsync(person, text).ConfigureAwait(false), ChatMessageKind.HasLeft).ConfigureAwait(false);

    private static ValueTask AnswerAsync(IChatMember author, string nickname, WhisperResult result, ChatMessageKind nobodyThere) => result switch
    {
        WhisperResult.NobodyThere => author.ReplyAsync(new ChatMessage(nobodyThere) { Other = nickname }),
        WhisperResult.NotReading => author.ReplyAsync(new ChatMessage(ChatMessageKind.NotReading) { Other = nickname }),
        _ => ValueTask.CompletedTask,
    };
}
