namespace LineChat.Commands;

/// <summary>What an operator does to somebody by <c>/NAME NICKNAME [REST]</c>. For anybody else there is no such command.</summary>
internal abstract class OperatorCommand : IChatCommand
{
    public abstract string Name { get; }

    public abstract string Usage { get; }

    public abstract string Description { get; }

    public bool IsFor(ChatMember member) => member.IsOperator;

    public async ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) =>
        await context.Member.ReplyAsync(await AnswerAsync(context, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Does it.</summary>
    /// <param name="member">To whom.</param>
    /// <param name="rest">What was typed behind the nickname; empty if nothing.</param>
    /// <param name="cancellationToken">Cancelled when the operator has left.</param>
    /// <returns>What the operator is told; null if what was typed makes no sense.</returns>
    protected abstract ValueTask<ChatMessage?> DoAsync(ChatMember member, string rest, CancellationToken cancellationToken);

    private async ValueTask<ChatMessage> AnswerAsync(ChatCommandContext context, CancellationToken cancellationToken)
    {
        string[] words = context.Arguments.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return new(ChatMessageKind.Usage) { Other = Usage };
        if (await context.Chat.FindMemberAsync(words[0], cancellationToken).ConfigureAwait(false) is not { } member) return new(ChatMessageKind.NobodyThere) { Other = words[0] };
        return await DoAsync(member, words.Length > 1 ? words[1] : "", cancellationToken).ConfigureAwait(false) ?? new ChatMessage(ChatMessageKind.Usage) { Other = Usage };
    }
}
