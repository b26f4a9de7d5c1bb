namespace LineChat.Tests.Support;

/// <summary>What most tests look at in an event.</summary>
internal sealed record Seen(ChatEventKind Kind, string? Nickname, string? Text = null, long Dropped = 0)
{
    public static implicit operator Seen(ChatEvent happened) => new(happened.Kind, happened.Nickname, happened.Text, happened.Dropped);
}
