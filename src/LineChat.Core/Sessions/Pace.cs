using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// Keeps one client to the rate. Whatever it sends that the server answers counts as a line, or as a part of one, so that none of it is a way to make the server work without end: while
/// one waits nothing more is received, and so the client comes to wait itself.
/// </summary>
internal sealed class Pace(SessionServices services)
{
    // A client may ask for a timing mark behind each character, and shows nothing until it is answered: so many times are in a line.
    private const int AnswersForLine = 64;

    private LineRate _lines = new(services.Options.LinesPerSecond, services.Options.LineBurst, services.Time);
    private LineRate _answers = new(services.Options.LinesPerSecond * AnswersForLine, services.Options.LineBurst * AnswersForLine, services.Time);

    /// <summary>Waits until the line, or what else is answered in words, may count.</summary>
    /// <param name="member">Who is told the first time; null while it signs on.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask KeepAsync(IChatMember? member, CancellationToken cancellationToken)
    {
        var wait = _lines.Take();
        if (wait == TimeSpan.Zero) return;
        if (member is not null && _lines.IsFirstToWait) await member.ReplyAsync(new ChatMessage(ChatMessageKind.TooFast) { Count = services.Options.LinesPerSecond }).ConfigureAwait(false);
        await WaitAsync(wait, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the negotiation may be answered.</summary>
    public ValueTask KeepAnswersAsync(CancellationToken cancellationToken) => _answers.Take() is { Ticks: > 0 } wait ? WaitAsync(wait, cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        services.Metrics.Reached(ChatLimit.LinesPerSecond);
        await Task.Delay(wait, services.Time, cancellationToken).ConfigureAwait(false);
    }
}
