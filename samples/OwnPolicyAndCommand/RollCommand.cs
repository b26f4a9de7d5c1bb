using LineChat;

namespace OwnPolicyAndCommand;

/// <summary><c>/roll</c></summary>
internal sealed class RollCommand : IChatCommand
{
    public string Name => "roll";

    public string Usage => "/roll";

    public string Description => "rolls a die for everybody to see";

    // The room's notices come to everybody, the one who rolled included.
    public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) =>
        context.Member.Room.AnnounceAsync($"{context.Member.Nickname} rolls a {Random.Shared.Next(1, 7)}", cancellationToken);
}
