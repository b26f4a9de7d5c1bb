using System.Globalization;

namespace LineChat.Commands;

/// <summary><c>/mute NAME</c> and <c>/mute NAME MINUTES</c></summary>
internal sealed class MuteCommand(TimeProvider time) : OperatorCommand
{
    private const int MostMinutes = 1_000_000; // almost two years

    public override string Name => "mute";

    public override string Usage => "/mute NAME [MINUTES]";

    public override string Description => "lets somebody read and not speak";

    protected override async ValueTask<ChatMessage?> DoAsync(ChatMember member, string rest, CancellationToken cancellationToken)
    {
        if (rest.Length == 0)
        {
            await member.MuteAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
            return new(ChatMessageKind.MuteForGoodDone) { Other = member.Nickname };
        }

        if (!int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) || minutes is 0 or > MostMinutes) return null;
        await member.MuteAsync(time.GetUtcNow().AddMinutes(minutes), cancellationToken).ConfigureAwait(false);
        return new(ChatMessageKind.MuteDone) { Other = member.Nickname, Count = minutes };
    }
}
