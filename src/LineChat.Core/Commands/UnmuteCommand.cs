namespace LineChat.Commands;

/// <summary><c>/unmute NAME</c></summary>
internal sealed class UnmuteCommand : OperatorCommand
{
    public override string Name => "unmute";

    public override string Usage => "/unmute NAME";

    public override string Description => "lets somebody speak again";

    protected override async ValueTask<ChatMessage?> DoAsync(ChatMember member, string rest, CancellationToken cancellationToken)
    {
        await member.MuteAsync(null, cancellationToken).ConfigureAwait(false);
        return new(ChatMessageKind.UnmuteDone) { Other = member.Nickname };
    }
}
