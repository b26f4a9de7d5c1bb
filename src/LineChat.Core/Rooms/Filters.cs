using System.Text;
using LineChat.Diagnostics;
using LineChat.Lines;
using Microsoft.Extensions.Logging;

namespace LineChat.Rooms;

/// <summary>
/// Asks the filters of the host.
/// <list type="number">
/// <item>They are called without any lock, one after the other; each sees what the one before made of the text.</item>
/// <item>Whatever they do, there is a verdict when the time is over or the author has left. One that threw or took too long is a
/// refusal.</item>
/// <item>A text of theirs is cleaned and bounded as one that is typed.</item>
/// <item>However often they fail, there is one line in the log a minute.</item>
/// </list>
/// </summary>
internal sealed class Filters(IReadOnlyList<IChatFilter> filters, CurrentOptions options, TimeProvider time, ChatMetrics metrics, ILogger logger)
{
    private readonly OncePerMinute _reports = new(time);

    /// <summary>Whether nobody need be asked.</summary>
    public bool IsEmpty { get; } = filters.Count == 0;

    /// <summary>Asks about one action.</summary>
    /// <param name="context">Who wants to do what.</param>
    /// <param name="departed">Cancelled when the author has left; then everything passes, since it is not done anyway.</param>
    /// <param name="cancellationToken">Gives up asking.</param>
    public async ValueTask<Verdict> AskAsync(ChatFilterContext context, CancellationToken departed, CancellationToken cancellationToken)
    {
        var limits = options.Value.Limits;
        using var limit = new TimeLimit(limits.FilterTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limits.FilterTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(departed, cancellationToken, limit.Token);
        string? text = null;
        foreach (var filter in filters)
        {
            ChatFilterResult result;
            try
            {
                var answer = filter.FilterAsync(context, end.Token);
                result = answer.IsCompleted ? answer.GetAwaiter().GetResult() : await answer.AsTask().WaitAsync(end.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (departed.IsCancellationRequested) return default;
                if (limit.IsOver) metrics.Reached(ChatLimit.FilterTime);
                Report(filter, context, limit.IsOver ? null : exception);
                return new(null, new(new(ChatMessageKind.FilterFailed), "It could not be checked."));
            }

            if (result.Reason is { } reason)
            {
                var words = TextSafety.Clean(reason.Trim(), ChatRoom.MaxTextLength);
                string sentence = Encoding.UTF8.GetString(words.Span);
                if (string.IsNullOrWhiteSpace(sentence)) words = Encoding.UTF8.GetBytes(sentence = "That is not allowed."); // there were only controls
                return new(null, new(new(ChatMessageKind.Refused) { Text = words }, sentence));
            }

            if (result.Text is { } other) context = context with { Text = text = Encoding.UTF8.GetString(TextSafety.Clean(other, limits.MaxLineLength).Span) };
        }

        return new(text, null);
    }

    private void Report(IChatFilter filter, ChatFilterContext context, Exception? exception)
    {
        if (!_reports.IsToBeTold(out long untold)) return;
        if (exception is null) logger.FilterTookTooLong(filter.GetType(), context.Action, context.Nickname, untold);
        else logger.FilterFailed(exception, filter.GetType(), context.Action, context.Nickname, untold);
    }
}
