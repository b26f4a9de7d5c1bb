namespace LineChat.Commands;

/// <summary><c>/kick NAME</c> and <c>/kick NAME REASON</c></summary>
internal sealed class KickCommand : OperatorCommand
{
    public override string Name => "kick";

    public override string Usage => "/kick NAME [REASON]";

    public override string Description => "removes somebody from the chat";

    protected override async ValueTask<ChatMessage?> DoAsync(ChatMember member, string rest, CancellationToken cancellationToken)
    {
        await member.KickAsync(rest, cancellationToken).ConfigureAwait(false);
        return new(ChatMessageKind.KickDone) { Other = member.Nickname };
    }
}
