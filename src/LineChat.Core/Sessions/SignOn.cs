using System.Text;
using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// The beginning of a conversation: asks for a nickname until one is good, or the time or the tries are over. Where the dialect lets those without a nickname hear
/// the room, the connection is the room's from the start, and what is said to it goes through the room.
/// </summary>
internal sealed class SignOn(IChatConnection connection, LineInput input, SessionServices services)
{
    private int _tries;
    private bool _isFirst = true; // nothing was received before
    private IChatGuest? _guest;
    private Task<bool>? _received; // the first bytes, if they were waited for
    private IChatMember? _member;

    private ChatDialect Dialect => services.Options.Dialect;

    /// <param name="stopping">The server stops.</param>
    /// <param name="leaving">The conversation ends for another reason.</param>
    /// <returns>The new member, or null if there will be none.</returns>
    public async Task<IChatMember?> RunAsync(CancellationToken stopping, CancellationToken leaving)
    {
        using var timeout = new CancellationTokenSource(services.Options.SignOnTimeout is { Ticks: > 0 } limit ? limit : Timeout.InfiniteTimeSpan, services.Time);
        if (Dialect.GuestsHear && (_guest = services.Room.Listen(connection)) is null) return null;
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping, leaving, _guest?.Left ?? CancellationToken.None);
        try
        {
            await AskAsync(any.Token).ConfigureAwait(false);
            while (await ReceiveAsync(any.Token).ConfigureAwait(false))
            {
                if (WrongProtocol.IsTls(input.Received) && _isFirst)
                {
                    await SendAsync(WrongProtocol.TlsAlert, any.Token).ConfigureAwait(false);
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
            if (!stopping.IsCancellationRequested) services.Metrics.Reached(ChatLimit.SignOnTime);
            var goodbye = new ChatMessage(stopping.IsCancellationRequested ? ChatMessageKind.Stopping : ChatMessageKind.SignOnTimedOut);
            var most = _guest is null ? services.Options.FlushTimeout : TimeSpan.Zero; // what is owed to a guest is sent when it is disposed of
            using var deadline = new CancellationTokenSource(most, services.Time);
            await SayAsync(goodbye, deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            if (_received is { } received)
            {
                await any.CancelAsync().ConfigureAwait(false); // or it would still write into a buffer that is given back
                await ((Task)received).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (_guest is not null && _member is null) await _guest.DisposeAsync().ConfigureAwait(false);
        }

        return null;
    }

    // A prompt that waits for the client waits until it has sent something, or the delay is over.
    private async Task AskAsync(CancellationToken cancellationToken)
    {
        if (Dialect.PromptDelay > TimeSpan.Zero)
        {
            _received = input.ReceiveAsync(cancellationToken).AsTask();
            try
            {
                await _received.WaitAsync(Dialect.PromptDelay, services.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Asked now, then.
            }
        }

        await SayAsync(new(ChatMessageKind.Prompt), cancellationToken).ConfigureAwait(false);
    }

    private ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_received is not { } received) return input.ReceiveAsync(cancellationToken);
        _received = null;
        return new(received);
    }

    // A guest that doesn't read waits for room among its replies, but not longer than it may take to sign on.
    private ValueTask SayAsync(in ChatMessage message, CancellationToken cancellationToken) =>
        _guest is null ? services.SayAsync(connection, message, cancellationToken) : new(_guest.ReplyAsync(message).AsTask().WaitAsync(cancellationToken));

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        _guest is null ? connection.SendAsync(bytes, cancellationToken) : new(_guest.ReplyAsync(bytes).AsTask().WaitAsync(cancellationToken));

    /// <returns>Whether signing on goes on; if not, there is a member, or there will be none.</returns>
    private async ValueTask<bool> AnswerAsync(LineEvent found, CancellationToken cancellationToken)
    {
        switch (found)
        {
            case LineEvent.Line or LineEvent.LongLine:
                if (_tries == 0 && WrongProtocol.IsHttp(input.Line.Span))
                {
                    await SendAsync(WrongProtocol.HttpAnswer, cancellationToken).ConfigureAwait(false);
                    return false;
                }

                if (NicknameIn(input.Line) is not { } wish) return true;
                string nickname = Encoding.UTF8.GetString(wish.Span);
                var result = _guest?.Join(nickname) ?? services.Room.Join(nickname, connection);
                _member = result.Member;
                services.Metrics.SignOn(result.Status);
                if (result.Succeeded) input.SignedOn();
                return !result.Succeeded && await RefuseAsync(result, nickname.Trim(), cancellationToken).ConfigureAwait(false);

            case LineEvent.Answer:
                await SendAsync(input.Answer.ToArray(), cancellationToken).ConfigureAwait(false);
                return true;

            case LineEvent.AreYouThere:
                await SayAsync(new(ChatMessageKind.HereIAm), cancellationToken).ConfigureAwait(false);
                return true;

            case LineEvent.UnterminatedInput:
                services.Metrics.Reached(ChatLimit.UnterminatedInput);
                var notice = new ChatMessage(ChatMessageKind.NoLineEnd) { Count = services.Options.MostUnterminatedInput };
                await SayAsync(notice, cancellationToken).ConfigureAwait(false);
                return false;

            case LineEvent.EndlessSubnegotiation:
                services.Metrics.Reached(ChatLimit.Subnegotiation);
                return false;

            default:
                return false;
        }
    }

    /// <summary>Tells why a nickname is not good.</summary>
    /// <returns>Whether another may be tried.</returns>
    private async Task<bool> RefuseAsync(JoinResult result, string wish, CancellationToken cancellationToken)
    {
        var answer = result.Status switch
        {
            NicknameStatus.Missing => new ChatMessage(ChatMessageKind.NicknameMissing),
            NicknameStatus.Taken => new ChatMessage(ChatMessageKind.NicknameTaken)
            {
                Nickname = wish,
                Text = RenameResult.WhyTaken(wish, result.Resembles),
            },
            NicknameStatus.NotAllowed => new ChatMessage(ChatMessageKind.NicknameNotAllowed) { Nickname = wish, Text = Encoding.UTF8.GetBytes(result.Reason!) },
            _ => new ChatMessage(ChatMessageKind.Stopping),
        };
        _tries++;
        bool last = services.Options.MaxSignOnTries is > 0 and var most && _tries >= most;
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
