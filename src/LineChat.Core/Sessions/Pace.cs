using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// Keeps one client to the rate. Whatever it sends that the server answers counts as a line, so that none of it is a way to make the server work without end: while
/// one waits nothing more is received, and so the client comes to wait itself.
/// </summary>
internal sealed class Pace(SessionServices services)
{
    private LineRate _rate = new(services.Options.LinesPerSecond, services.Options.LineBurst, services.Time);

    /// <summary>Waits until what the client sent last may count.</summary>
    /// <param name="member">Who is told the first time; null while it signs on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask KeepAsync(IChatMember? member, CancellationToken cancellationToken)
    {
        var wait = _rate.Take();
        if (wait == TimeSpan.Zero) return;

        services.Metrics.Reached(ChatLimit.LinesPerSecond);
        if (member is not null && _rate.IsFirstToWait) await member.ReplyAsync(new ChatMessage(ChatMessageKind.TooFast) { Count = services.Options.LinesPerSecond }).ConfigureAwait(false);
        await Task.Delay(wait, services.Time, cancellationToken).ConfigureAwait(false);
    }
}
