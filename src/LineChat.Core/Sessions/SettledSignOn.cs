using System.Text;
using LineChat.Lines;

namespace LineChat.Sessions;

/// <summary>
/// The beginning of a conversation whose nickname the host has settled: the client is asked nothing, and is a member at once or told
/// why not. It waits for its turn as those who type a nickname do.
/// </summary>
internal sealed class SettledSignOn(IChatConnection connection, ServeOptions options, LineInput input, SessionServices services)
{
    private const int HighestNumber = 100;

    /// <param name="nickname">The nickname that the host has settled.</param>
    /// <param name="stopping">The server stops.</param>
    /// <param name="leaving">The conversation ends for another reason.</param>
    public async Task<ServeResult> RunAsync(string nickname, CancellationToken stopping, CancellationToken leaving)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stopping, leaving);
        try
        {
            await input.WaitForSignOnAsync(any.Token).ConfigureAwait(false);
            Turn.GoOn("A sign-on");
            var join = await JoinAsync(nickname, any.Token).ConfigureAwait(false);
            services.Metrics.SignOn(join.Status);
            if (join.Succeeded)
            {
                input.SignedOn();
                return ServeResult.Ended(join);
            }

            if (join.Status != NicknameStatus.Closed)
            {
                await SayAsync(WhyRefused(join, nickname)).ConfigureAwait(false);
                return ServeResult.NicknameRefused(join);
            }
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            if (!stopping.IsCancellationRequested) return ServeResult.NotSignedOn;
        }

        await SayAsync(new(ChatMessageKind.Stopping)).ConfigureAwait(false);
        return ServeResult.NotSignedOn;
    }

    private async ValueTask<JoinResult> JoinAsync(string nickname, CancellationToken cancellationToken)
    {
        var first = await services.Chat.JoinAsync(nickname, connection, options, cancellationToken).ConfigureAwait(false);
        if (first.Status != NicknameStatus.Taken || options.TakenNickname != TakenNicknamePolicy.AddNumber) return first;

        var numbered = new NumberedNickname(nickname, services.Options.Limits.MaxNicknameLength, services.Options.Dialect.NicknameCut is > 0 and var cut ? cut : int.MaxValue);
        for (int number = 2; number <= HighestNumber; number++)
        {
            var next = await services.Chat.JoinAsync(numbered.With(number), connection, options, cancellationToken).ConfigureAwait(false);
            if (next.Status is NicknameStatus.Accepted or NicknameStatus.Closed) return next;
            if (next.Status != NicknameStatus.Taken) break;
        }

        return first;
    }

    private static ChatMessage WhyRefused(JoinResult join, string nickname)
    {
        string requested = Encoding.UTF8.GetString(TextSafety.Clean(nickname).Span);
        return new(ChatMessageKind.NicknameRefused)
        {
            Nickname = requested,
            Text = join.Status switch
            {
                NicknameStatus.Missing => "A name is required."u8.ToArray(),
                NicknameStatus.Taken => NicknameCheck.WhyTaken(requested, join.Resembles),
                _ => Encoding.UTF8.GetBytes(join.Reason!),
            },
        };
    }

    private ValueTask SayAsync(in ChatMessage message) => services.SayAsync(connection, message, services.FlushTimeout.Begin().Token);
}
