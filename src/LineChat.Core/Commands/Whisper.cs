namespace LineChat.Commands;

/// <summary>What <c>/msg</c> and <c>/reply</c> have in common.</summary>
internal static class Whisper
{
    /// <summary>Tells the author if a whisper came to nothing.</summary>
    public static ValueTask AnswerAsync(ChatMember author, WhisperResult result) => result.Status switch
    {
        WhisperStatus.NobodyThere => author.ReplyAsync(new ChatMessage(ChatMessageKind.NobodyThere) { Other = result.Nickname }),
        WhisperStatus.HasLeft => author.ReplyAsync(new ChatMessage(ChatMessageKind.HasLeft) { Other = result.Nickname }),
        WhisperStatus.NotReading => author.ReplyAsync(new ChatMessage(ChatMessageKind.NotReading) { Other = result.Nickname }),
        WhisperStatus.NobodyToAnswer => author.ReplyAsync(new ChatMessage(ChatMessageKind.NobodyToReplyTo)),
        _ => ValueTask.CompletedTask,
    };
}
