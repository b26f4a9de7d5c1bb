using System.Text;

namespace LineChat.Sessions;

/// <summary>The beginning of a conversation: asks for a nickname until one is good, or the time or the tries are over.</summary>
internal sealed class SignOn(IChatConnection connection, LineInput input, SessionServices services)
{
    private int _tries;

    /// <returns>The new member, or null if there will be none.</returns>
    public async Task<IChatMember?> RunAsync(CancellationToken cancellationToken)
    {
        var limit = services.Options.SignOnTimeout;
        using var timeout = new CancellationTokenSource(limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit, services.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await AskAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            bool stopping = cancellationToken.IsCancellationRequested;
            if (!stopping) services.Metrics.SignOnFailed("timeout");
            using var deadline = new CancellationTokenSource(services.Options.FlushTimeout, services.Time);
            await services.SayAsync(connection, new(stopping ? ChatMessageKind.Stopping : ChatMessageKind.SignOnTimedOut), deadline.Token).ConfigureAwait(false);
            return null;
        }
    }

    private async Task<IChatMember?> AskAsync(CancellationToken cancellationToken)
    {
        await services.SayAsync(connection, new(ChatMessageKind.Prompt), cancellationToken).ConfigureAwait(false);
        if (!await input.ReceiveAsync(cancellationToken).ConfigureAwait(false)) return null;
        if (WrongProtocol.IsTls(input.Received))
        {
            await connection.SendAsync(WrongProtocol.TlsAlert, cancellationToken).ConfigureAwait(false);
            return null;
        }

        while (await input.ReadAsync(cancellationToken).ConfigureAwait(false) is { } read)
        {
            switch (read)
            {
                case LineEvent.Line or LineEvent.LongLine:
                    if (_tries == 0 && WrongProtocol.IsHttp(input.Line.Span))
                    {
                        await connection.SendAsync(WrongProtocol.HttpAnswer, cancellationToken).ConfigureAwait(false);
                        return null;
                    }

                    var result = services.Room.Join(Encoding.UTF8.GetString(input.Line.Span), connection);
                    if (result.Succeeded) return result.Member;
                    if (!await RefuseAsync(result, cancellationToken).ConfigureAwait(false)) return null;
                    break;

                case LineEvent.Answer:
                    await connection.SendAsync(input.Answer, cancellationToken).ConfigureAwait(false);
                    break;

                case LineEvent.AreYouThere:
                    await services.SayAsync(connection, new(ChatMessageKind.HereIAm), cancellationToken).ConfigureAwait(false);
                    break;

                case LineEvent.UnterminatedInput:
                    await services.SayAsync(connection, new(ChatMessageKind.NoLineEnd) { Count = services.Options.MaxUnterminatedInput }, cancellationToken).ConfigureAwait(false);
                    return null;

                default:
                    return null;
            }
        }

        return null;
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
