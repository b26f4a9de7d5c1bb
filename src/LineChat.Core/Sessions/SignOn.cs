using System.Text;

namespace LineChat.Sessions;

/// <summary>The beginning of a conversation: asks for a nickname until one is good, or the time or the tries are over.</summary>
internal sealed class SignOn(IChatConnection connection, LineInput input, SessionServices services)
{
    private int _tries;
    private bool _isFirst = true; // nothing was received before
    private IChatMember? _member;

    /// <param name="stopping">The server stops.</param>
    /// <param name="leaving">The conversation ends for another reason.</param>
    /// <returns>The new member, or null if there will be none.</returns>
    public async Task<IChatMember?> RunAsync(CancellationToken stopping, CancellationToken leaving)
    {
        using var timeout = new CancellationTokenSource(services.Options.SignOnTimeout is { Ticks: > 0 } limit ? limit : Timeout.InfiniteTimeSpan, services.Time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping, leaving);
        try
        {
            await services.SayAsync(connection, new(ChatMessageKind.Prompt), any.Token).ConfigureAwait(false);
            while (await input.ReceiveAsync(any.Token).ConfigureAwait(false))
            {
                if (WrongProtocol.IsTls(input.Received) && _isFirst)
                {
                    await connection.SendAsync(WrongProtocol.TlsAlert, any.Token).ConfigureAwait(false);
                    return null;
                }

                while (input.Read() is var found and not LineEvent.NeedMore)
                {
                    if (!await AnswerAsync(found, any.Token).ConfigureAwait(false)) return _member;
                }

                _isFirst = false;
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested || stopping.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested) services.Metrics.SignOnFailed("timeout");
            var goodbye = new ChatMessage(stopping.IsCancellationRequested ? ChatMessageKind.Stopping : ChatMessageKind.SignOnTimedOut);
            using var deadline = new CancellationTokenSource(services.Options.FlushTimeout, services.Time);
            await services.SayAsync(connection, goodbye, deadline.Token).ConfigureAwait(false);
        }

        return null;
    }

    /// <returns>Whether signing on goes on; if not, there is a member, or there will be none.</returns>
    private async ValueTask<bool> AnswerAsync(LineEvent found, CancellationToken cancellationToken)
    {
        switch (found)
        {
            case LineEvent.Line or LineEvent.LongLine:
                if (_tries == 0 && WrongProtocol.IsHttp(input.Line.Span))
                {
                    await connection.SendAsync(WrongProtocol.HttpAnswer, cancellationToken).ConfigureAwait(false);
                    return false;
                }

                var result = services.Room.Join(Encoding.UTF8.GetString(input.Line.Span), connection);
                _member = result.Member;
                return !result.Succeeded && await RefuseAsync(result, cancellationToken).ConfigureAwait(false);

            case LineEvent.Answer:
                await connection.SendAsync(input.Answer, cancellationToken).ConfigureAwait(false);
                return true;

            case LineEvent.AreYouThere:
                await services.SayAsync(connection, new(ChatMessageKind.HereIAm), cancellationToken).ConfigureAwait(false);
                return true;

            case LineEvent.UnterminatedInput:
                var notice = new ChatMessage(ChatMessageKind.NoLineEnd) { Count = services.Options.MaxUnterminatedInput };
                await services.SayAsync(connection, notice, cancellationToken).ConfigureAwait(false);
                return false;

            default:
                return false;
        }
    }

    /// <summary>Tells why a nickname is not good.</summary>
    /// <returns>Whether another may be tried.</returns>
    private async Task<bool> RefuseAsync(JoinResult result, CancellationToken cancellationToken)
    {
        var (reason, answer) = result.Status switch
        {
            NicknameStatus.Missing => ("missing", new ChatMessage(ChatMessageKind.NicknameMissing)),
            NicknameStatus.Taken => ("taken", new ChatMessage(ChatMessageKind.NicknameTaken)),
            NicknameStatus.NotAllowed => ("not_allowed", new ChatMessage(ChatMessageKind.NicknameNotAllowed) { Text = Encoding.UTF8.GetBytes(result.Reason!) }),
            _ => ("closed", new ChatMessage(ChatMessageKind.Stopping)),
        };
        services.Metrics.SignOnFailed(reason);
        _tries++;
        bool last = services.Options.MaxSignOnTries is > 0 and var most && _tries >= most;
        await services.SayAsync(connection, last ? new(ChatMessageKind.TooManyTries) : answer, cancellationToken).ConfigureAwait(false);
        return !last && result.Status != NicknameStatus.Closed;
    }
}
