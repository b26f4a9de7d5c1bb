namespace LineChat.Rooms;

/// <summary>What the host sees of a member that has no nickname yet.</summary>
internal sealed class Guest(Member member, ChatCore chat) : ChatGuest
{
    public override CancellationToken Departed => member.Departed;

    public override ValueTask<JoinResult> JoinAsync(string nickname, CancellationToken cancellationToken) => chat.JoinAsync(member, nickname, null, cancellationToken);

    public override ValueTask ReplyAsync(IReadOnlyList<ChatMessage> messages, CancellationToken cancellationToken) => member.ReplyAsync(messages, cancellationToken);

    public override ValueTask ReplyAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => member.ReplyAsync(bytes, cancellationToken);

    public override ValueTask DisposeAsync() => member.DisposeAsync();
}
