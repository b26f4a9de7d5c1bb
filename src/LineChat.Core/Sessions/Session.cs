using System.Diagnostics;
using System.Text;
using LineChat.Diagnostics;

namespace LineChat.Sessions;

/// <summary>
/// One connection's conversation: lines and commands, until it ends. Signing on comes first, in <see cref="SignOn"/>; until it has
/// succeeded the session itself sends, unless the connection hears the room already; from then on only the room does.
/// </summary>
internal sealed class Session(IChatConnection connection, ServeOptions? options, Allowance allowance, SessionServices services)
{
    private readonly LineInput _input = new(connection, services.Codec.CreateDecoder(), services.Options.Limits, new(allowance, services));
    private ServeResult _failed = ServeResult.NotSignedOn;
    private ChatMember? _member;
    private ActivityLink[]? _signOn; // to that of the sign-on, if somebody heard it

    /// <summary>What became of the connection, whichever way its conversation ended.</summary>
    public ServeResult Result => _member is null ? _failed : ServeResult.Ended(JoinResult.Accepted(_member));

    /// <summary>Runs until the conversation is over, whoever ended it: this session, the client, or the room.</summary>
    /// <param name="stopping">Ends the signing on. Who is in the room already is let go by the room.</param>
    /// <param name="leaving">Ends the conversation.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The conversation was ended from this side.</exception>
    public async Task RunAsync(CancellationToken stopping, CancellationToken leaving)
    {
        await using var input = _input.ConfigureAwait(false);
        var signOn = await SignOnAsync(stopping, leaving).ConfigureAwait(false);
        if (signOn.Join?.Member is not { } member)
        {
            _failed = signOn;
            return;
        }

        _member = member;
        Turn.GoOn(null);

        await using (member.ConfigureAwait(false))
        {
            using var leaves = leaving.UnsafeRegister(static left => ((ChatMember)left!).Leave(), member);
            try
            {
                bool goesOn;
                do
                {
                    while (_input.Read() is var found and not LineEvent.NeedMore)
                    {
                        if (!await AnswerAsync(member, found).ConfigureAwait(false)) return;
                    }

                    while (_input.TakeNotice() is { } notice) await member.ReplyAsync(notice).ConfigureAwait(false);
                    await _input.WaitAsync(member.Departed).ConfigureAwait(false);
                    goesOn = !member.Departed.IsCancellationRequested && await _input.FillAsync(member.Departed).ConfigureAwait(false);
                }
                while (goesOn);
            }
            catch (IOException exception)
            {
                member.Lose(exception);
                throw;
            }
        }
    }

    private Task<ServeResult> SignOnAsync(CancellationToken stopping, CancellationToken leaving) =>
        ChatActivities.IsHeard ? TraceSignOnAsync(stopping, leaving) : BeginAsync(stopping, leaving);

    private async Task<ServeResult> TraceSignOnAsync(CancellationToken stopping, CancellationToken leaving)
    {
        using var activity = ChatActivities.StartSignOn(connection, options?.RemoteEndPoint, services.Metrics.Tags);
        if (activity is not null) _signOn = [new(activity.Context)];
        try
        {
            var result = await BeginAsync(stopping, leaving).ConfigureAwait(false);
            ChatActivities.EndSignOn(activity, result);
            return result;
        }
        catch (Exception exception)
        {
            ChatActivities.Fail(activity, exception);
            throw;
        }
    }

    private Task<ServeResult> BeginAsync(CancellationToken stopping, CancellationToken leaving) => options is { Nickname: { } nickname }
        ? new SettledSignOn(connection, options, _input, services).RunAsync(nickname, stopping, leaving)
        : new SignOn(connection, options, _input, services).RunAsync(stopping, leaving);

    /// <returns>Whether the conversation goes on.</returns>
    private async ValueTask<bool> AnswerAsync(ChatMember member, LineEvent found)
    {
        switch (found)
        {
            case LineEvent.Line:
                services.Metrics.LineReceived();
                await HearAsync(member).ConfigureAwait(false);
                return true;

            case LineEvent.LongLine:
                services.Metrics.LineReceived();
                services.Metrics.Reached(ChatLimit.LineLength);
                await HearLongAsync(member).ConfigureAwait(false);
                return true;

            case LineEvent.Answer:
                await member.ReplyAsync(_input.Answer.ToArray()).ConfigureAwait(false);
                return true;

            case LineEvent.AreYouThere:
                await member.ReplyAsync(new ChatMessage(ChatMessageKind.AreYouThereAnswered)).ConfigureAwait(false);
                return true;

            case LineEvent.UnterminatedInput:
                services.Metrics.Reached(ChatLimit.UnterminatedInput);
                var notice = new ChatMessage(ChatMessageKind.NoLineEnd) { Count = _input.Limits.MostUnterminatedInput };
                await member.ReplyAsync(notice).ConfigureAwait(false);
                return false;

            case LineEvent.EndlessSubnegotiation:
                services.Metrics.Reached(ChatLimit.Subnegotiation);
                return false;

            default:
                return false;
        }
    }

    private async ValueTask HearLongAsync(ChatMember member)
    {
        bool cut = _input.Limits.LongLines is LongLinePolicy.Cut or LongLinePolicy.Split; // one that was split can still grow, by what is invalid in it
        if (cut) await HearAsync(member).ConfigureAwait(false);

        var kind = cut ? ChatMessageKind.LineCut : ChatMessageKind.LineRefused;
        await member.ReplyAsync(new ChatMessage(kind) { Count = _input.Limits.MaxLineLength }).ConfigureAwait(false);
    }

    private async ValueTask HearAsync(ChatMember member)
    {
        var typed = services.Grammar.Read(_input.Line);
        switch (typed.Kind)
        {
            case TypedKind.Text:
                await member.SayAsync(typed.Text).ConfigureAwait(false);
                break;

            case TypedKind.Command:
                await RunAsync(member, typed.Text).ConfigureAwait(false);
                break;

            case TypedKind.Nickname:
                await RenameAsync(member, Encoding.UTF8.GetString(typed.Text.Span)).ConfigureAwait(false);
                break;

            case TypedKind.Leave:
                member.Leave();
                break;
        }
    }

    // A command is the host's: that it fails ends nothing, and that it never ends does not keep the connection.
    private async ValueTask RunAsync(ChatMember member, ReadOnlyMemory<byte> typed)
    {
        var (name, arguments) = CommandTable.Divide(typed.Span);
        Activity? activity = null;
        try
        {
            if ((ChatActivities.IsHeard || Turn.IsWatched) && services.Commands.NameOf(member, name) is { } known)
            {
                activity = ChatActivities.StartCommand(known, _signOn, services.Metrics.Tags);
                Turn.GoOn($"The command /{known}");
            }

            var run = services.Commands.RunAsync(member, name, arguments);
            await (run.IsCompleted ? run : new(run.AsTask().WaitAsync(member.Departed))).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !member.Departed.IsCancellationRequested)
        {
            services.Logger.CommandFailed(exception, name, member.Nickname);
            ChatActivities.Fail(activity, exception);
            await member.ReplyAsync(new ChatMessage(ChatMessageKind.CommandFailed) { Other = name }).ConfigureAwait(false);
        }
        finally
        {
            Turn.GoOn(null);
            activity?.Dispose();
        }
    }

    // Everybody hears a new nickname, its owner included where the dialect says so; there is no other answer to a good one.
    private static async ValueTask RenameAsync(ChatMember member, string requested)
    {
        var result = await member.RenameAsync(requested, member.Departed).ConfigureAwait(false);
        var answer = result.Status == NicknameStatus.Missing ? new ChatMessage(ChatMessageKind.NicknameMissing) : result.Refusal(member.Nickname, requested);
        if (answer is { } message) await member.ReplyAsync(message).ConfigureAwait(false);
    }
}
