using System.Text;
using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// The beginning of a conversation: asks for a nickname until one is good, or the time or the tries are over. Where the dialect lets
/// those without a nickname hear the room, the connection is the room's from the start, and what is said to it goes through the room.
/// </summary>
internal sealed class SignOn(IChatConnection connection, JoinOptions? options, LineInput input, SessionServices services)
{
    private int _tries;
    private byte[] _beginning = []; // of what was received
    private long _began;
    private TimeSpan _promptDelay;
    private bool _isPrompted;
    private Task<bool>? _received; // what is waited for as long as there was no prompt
    private ChatGuest? _guest;
    private JoinResult? _join; // that succeeded

    private ChatDialect Dialect => services.Options.Dialect;

    /// <param name="stopping">The server stops.</param>
    /// <param name="leaving">The conversation ends for another reason.</param>
    /// <returns>What became of the connection; if there is a member its conversation begins now.</returns>
    public async Task<ServeResult> RunAsync(CancellationToken stopping, CancellationToken leaving)
    {
        using var timeout = new TimeLimit(services.Options.Limits.SignOnTimeout is { Ticks: > 0 } limit ? limit : Timeout.InfiniteTimeSpan, services.Time);
        if (Dialect.GuestsHear && (_guest = services.Chat.Lobby.Admit(connection, options)) is null) return ServeResult.NotSignedOn;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping, leaving, _guest?.Departed ?? CancellationToken.None);
        try
        {
            try
            {
                _began = services.Time.GetTimestamp();
                _promptDelay = services.MayDelayPrompt() ? Dialect.PromptDelay : TimeSpan.Zero;
                while (await ReceiveAsync(any.Token).ConfigureAwait(false))
                {
                    if (WrongProtocol.AnswerToBeginning(TakeBeginning()) is { } answer)
                    {
                        await SendAsync(answer, any.Token).ConfigureAwait(false);
                        return ServeResult.NotSignedOn;
                    }

                    while (input.Read() is var found and not LineEvent.NeedMore)
                    {
                        if (!await AnswerAsync(found, any.Token).ConfigureAwait(false)) return _join is null ? ServeResult.NotSignedOn : ServeResult.Ended(_join);
                    }
                }
            }
            catch (OperationCanceledException) when (any.IsCancellationRequested)
            {
                // By whom is looked at below.
            }

            if (timeout.IsOver || stopping.IsCancellationRequested) await TakeLeaveAsync(stopping.IsCancellationRequested).ConfigureAwait(false);
        }
        finally
        {
            if (_received is { } received)
            {
                await any.CancelAsync().ConfigureAwait(false); // or it would still write into a buffer that is given back
                await ((Task)received).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (_guest is not null && _join is null) await _guest.DisposeAsync().ConfigureAwait(false);
        }

        return ServeResult.NotSignedOn;
    }

    private async ValueTask TakeLeaveAsync(bool isStopping)
    {
        if (!isStopping) services.Metrics.Reached(ChatLimit.SignOnTime);
        var message = new ChatMessage(isStopping ? ChatMessageKind.Stopping : ChatMessageKind.SignOnTimedOut);
        if (_guest is null)
        {
            await services.SayAsync(connection, message, services.FlushTimeout.Begin().Token).ConfigureAwait(false);
            return;
        }

        var said = _guest.ReplyAsync(message);
        await _guest.DisposeAsync().ConfigureAwait(false); // sends what is owed, and ends the wait for room
        await said.ConfigureAwait(false);
    }

    // The prompt waits until the client has sent a line, or something else that is answered, or the delay is over: who speaks another
    // protocol mostly says so at once.
    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_isPrompted) return await input.ReceiveAsync(cancellationToken).ConfigureAwait(false);

        var received = _received = input.ReceiveAsync(cancellationToken).AsTask();
        var delay = _promptDelay - services.Time.GetElapsedTime(_began);
        if (delay > TimeSpan.Zero) await ((Task)received.WaitAsync(delay, services.Time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!received.IsCompleted) await PromptAsync(cancellationToken).ConfigureAwait(false);

        bool goesOn = await received.ConfigureAwait(false);
        _received = null;
        if (!goesOn) await PromptAsync(cancellationToken).ConfigureAwait(false);
        return goesOn;
    }

    private async ValueTask PromptAsync(CancellationToken cancellationToken)
    {
        if (_isPrompted) return;
        _isPrompted = true;
        await SayAsync(new(ChatMessageKind.Prompt), cancellationToken).ConfigureAwait(false);
    }

    private ReadOnlySpan<byte> TakeBeginning()
    {
        int missing = WrongProtocol.LongestBeginning - _beginning.Length;
        if (missing > 0) _beginning = [.. _beginning, .. input.Received[..Math.Min(missing, input.Received.Length)]];
        return _beginning;
    }

    // A guest that doesn't read waits for room among its replies, but not longer than it may take to sign on.
    private ValueTask SayAsync(in ChatMessage message, CancellationToken cancellationToken) =>
        _guest is null ? services.SayAsync(connection, message, cancellationToken) : _guest.ReplyAsync(message, cancellationToken);

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _guest is null ? connection.SendAsync(bytes, cancellationToken) : _guest.ReplyAsync(bytes, cancellationToken);

    /// <returns>Whether signing on goes on; if not, there is a member, or there will be none.</returns>
    private async ValueTask<bool> AnswerAsync(LineEvent found, CancellationToken cancellationToken)
    {
        if (found == LineEvent.Line && WrongProtocol.AnswerToLine(input.Line.Span) is { } other)
        {
            await SendAsync(other, cancellationToken).ConfigureAwait(false);
            return false;
        }

        await PromptAsync(cancellationToken).ConfigureAwait(false);
        switch (found)
        {
            case LineEvent.Line or LineEvent.LongLine:
                if (NicknameIn(input.Line) is not { } requested) return true;
                string nickname = Encoding.UTF8.GetString(requested.Span);
                var result = await JoinAsync(nickname, cancellationToken).ConfigureAwait(false);
                services.Metrics.SignOn(result.Status);
                if (!result.Succeeded) return await RefuseAsync(result, nickname.Trim(), cancellationToken).ConfigureAwait(false);
                input.SignedOn();
                _join = result;
                return false;

            case LineEvent.Answer:
                await SendAsync(input.Answer.ToArray(), cancellationToken).ConfigureAwait(false);
                return true;

            case LineEvent.AreYouThere:
                await SayAsync(new(ChatMessageKind.AreYouThereAnswered), cancellationToken).ConfigureAwait(false);
                return true;

            case LineEvent.UnterminatedInput:
                services.Metrics.Reached(ChatLimit.UnterminatedInput);
                var notice = new ChatMessage(ChatMessageKind.NoLineEnd) { Count = input.Limits.MostUnterminatedInput };
                await SayAsync(notice, cancellationToken).ConfigureAwait(false);
                return false;

            case LineEvent.EndlessSubnegotiation:
                services.Metrics.Reached(ChatLimit.Subnegotiation);
                return false;

            default:
                return false;
        }
    }

    private ValueTask<JoinResult> JoinAsync(string nickname, CancellationToken cancellationToken)
    {
        Turn.GoOn("A sign-on");
        return _guest is null ? services.Chat.JoinAsync(nickname, connection, options, cancellationToken) : _guest.JoinAsync(nickname, cancellationToken);
    }

    /// <summary>Tells why a nickname is not good.</summary>
    /// <returns>Whether another may be tried.</returns>
    private async Task<bool> RefuseAsync(JoinResult result, string requested, CancellationToken cancellationToken)
    {
        var answer = result.Status switch
        {
            NicknameStatus.Missing => new ChatMessage(ChatMessageKind.NicknameMissing),
            NicknameStatus.Taken => new ChatMessage(ChatMessageKind.NicknameTaken)
            {
                Nickname = requested,
                Text = NicknameCheck.WhyTaken(requested, result.Resembles),
            },
            NicknameStatus.NotAllowed or NicknameStatus.Refused => new ChatMessage(ChatMessageKind.NicknameNotAllowed) { Nickname = requested, Text = Encoding.UTF8.GetBytes(result.Reason!) },
            _ => new ChatMessage(ChatMessageKind.Stopping),
        };
        _tries++;
        bool last = services.Options.Limits.MaxSignOnTries is > 0 and var most && _tries >= most;
        if (last) services.Metrics.Reached(ChatLimit.SignOnTries);
        await SayAsync(last ? new(ChatMessageKind.TooManyTries) : answer, cancellationToken).ConfigureAwait(false);
        return !last && result.Status != NicknameStatus.Closed && !(result.Status == NicknameStatus.Taken && Dialect.TakenNicknameCloses);
    }

    private ReadOnlyMemory<byte>? NicknameIn(ReadOnlyMemory<byte> line) => services.Grammar.Read(line) switch
    {
        { Kind: TypedKind.Nickname, Text: var nickname } => nickname,
        _ when Dialect.NicknameCommand.Length > 0 => default(ReadOnlyMemory<byte>?),
        _ => line,
    };
}
