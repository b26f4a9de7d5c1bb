using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LineChat;

/// <summary>
/// Reports work that held up all others which a thread serves in turns, and names what of it took longest. However often that happens,
/// there is one line in the log a minute. Only that thread calls it.
/// </summary>
internal sealed partial class SlowTurns(TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private const string Other = "Reading or sending lines";

    private readonly ILogger _logger = logger;
    private readonly OncePerMinute _reports = new(time);
    private string _doing = Other;
    private string _longest = Other;
    private long _began;
    private long _since;
    private long _longestTook;

    /// <summary>Work begins.</summary>
    /// <param name="now">The timestamp of the system.</param>
    public void Begin(long now)
    {
        _began = _since = now;
        _longestTook = 0;
        _doing = Other;
    }

    /// <summary>The work goes on with something else.</summary>
    /// <param name="what">What that is, as the subject of a sentence; null for what is not named.</param>
    /// <param name="now">The timestamp of the system.</param>
    public void GoOn(string? what, long now)
    {
        Settle(now);
        _doing = what ?? Other;
    }

    /// <summary>The work is done.</summary>
    /// <param name="now">The timestamp of the system.</param>
    public void End(long now)
    {
        if (Stopwatch.GetElapsedTime(_began, now) <= Limit) return;
        Settle(now);
        if (_reports.IsToBeTold(out long untold)) TookTooLong(_longest, (long)Stopwatch.GetElapsedTime(_began, now).TotalMilliseconds, untold);
    }

    private void Settle(long now)
    {
        if (now - _since >= _longestTook) (_longest, _longestTook) = (_doing, now - _since);
        _since = now;
    }

    [LoggerMessage(50, LogLevel.Warning, "{Work} took {Milliseconds} ms, and all other clients waited meanwhile. Since the last such line it happened {Untold} more times. If nicknames, formats, filters or commands of your own may take long, set LineChat:Tcp:UnsafeInlineSessions to false.")]
    private partial void TookTooLong(string work, long milliseconds, long untold);
}
