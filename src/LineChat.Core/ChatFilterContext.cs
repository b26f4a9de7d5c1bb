using System.Net;

namespace LineChat;

/// <summary>Who wants to do what, for an <see cref="IChatFilter"/>.</summary>
public sealed record ChatFilterContext
{
    /// <summary>Gets what is to be done.</summary>
    public required ChatAction Action { get; init; }

    /// <summary>Gets the room where the author is; for <see cref="ChatAction.Join"/> the one where it would arrive.</summary>
    public required IChatRoom Room { get; init; }

    /// <summary>Gets the author; null for <see cref="ChatAction.Join"/>.</summary>
    public ChatMember? Member { get; init; }

    /// <summary>Gets the author's nickname; for <see cref="ChatAction.Join"/> the one that the nickname policy allows.</summary>
    public required string Nickname { get; init; }

    /// <summary>Gets the text: what is to be said, the nickname, the name of the room, or the topic. It is safe to show on a terminal, and
    /// may have been changed by a filter before.</summary>
    public required string Text { get; init; }

    /// <summary>Gets whom a whisper is for; otherwise null.</summary>
    public ChatMember? Other { get; init; }

    /// <summary>Gets the room to go to, as it was asked for; null unless <see cref="Action"/> is <see cref="ChatAction.Enter"/>, or if
    /// there is no such room yet.</summary>
    public IChatRoom? OtherRoom { get; init; }

    /// <summary>Gets where the author is, as <see cref="ChatMember.RemoteEndPoint"/> says; null if that means nothing.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>Gets what the host knows about the author (<see cref="JoinOptions.State"/>); null if nothing.</summary>
    public object? State { get; init; }

    /// <summary>Gets whether the author is an operator (<see cref="JoinOptions.IsOperator"/>).</summary>
    public bool IsOperator { get; init; }
}
