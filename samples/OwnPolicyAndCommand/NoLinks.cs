using LineChat;

namespace OwnPolicyAndCommand;

/// <summary>Refuses links, and mutes whoever wanted to say one for a minute.</summary>
internal sealed class NoLinks(TimeProvider time) : IChatFilter
{
    public async ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken)
    {
        if (!context.Text.Contains("://")) return ChatFilterResult.Pass;
        if (context.Member is { } author) await author.MuteAsync(time.GetUtcNow().AddMinutes(1), cancellationToken);
        return ChatFilterResult.Refuse("No links, please. You can speak again in a minute.");
    }
}
