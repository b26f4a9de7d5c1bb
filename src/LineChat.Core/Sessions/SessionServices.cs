using System.Buffers;
using LineChat.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LineChat.Sessions;

/// <summary>What all sessions have in common.</summary>
internal sealed class SessionServices(
    CurrentOptions options,
    Chat chat,
    ILineCodec codec,
    IMessageFormatter formatter,
    CommandTable commands,
    TimeProvider time,
    ChatMetrics metrics,
    ILogger<ChatServer> logger)
{
    /// <summary>What closing may take when everything has been sent.</summary>
    public static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(2);

    private readonly FromOptions<SharedTimeLimit> _flushTimeout = new(options, now => new(now.Limits.FlushTimeout, time));
    private readonly FromOptions<Rates> _rates = new(options, now => new(now.Limits, time));
    private readonly FromOptions<Grammar> _grammar = new(options, now => new(now.Dialect));
    private Bucket _promptDelays;

    public LineChatOptions Options => options.Value;

    /// <summary>How long the end of a connection may take to send what is owed.</summary>
    public SharedTimeLimit FlushTimeout => _flushTimeout.Value;

    public Chat Chat => chat;

    public Rates Rates => _rates.Value;

    public Grammar Grammar => _grammar.Value;

    public ILineCodec Codec => codec;

    public CommandTable Commands => commands;

    public TimeProvider Time => time;

    public ChatMetrics Metrics => metrics;

    public ILogger Logger => logger;

    /// <summary>Makes the limits of the connections of a server.</summary>
    public ConnectionLimits NewConnectionLimits() => new(options, _rates, time);

    /// <summary>
    /// Counts a client that comes in, and tells whether its prompt may wait. When thousands sign on at once, a wait for each group of
    /// them adds up.
    /// </summary>
    public bool MayDelayPrompt() => _promptDelays.Take(Rates.PromptDelays, 1) == TimeSpan.Zero;

    /// <summary>Says something to a client that is not in the room.</summary>
    public ValueTask SayAsync(IChatConnection connection, ChatMessage message, CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<byte>(128);
        formatter.Format(message, text);
        if (text.WrittenCount == 0) return ValueTask.CompletedTask;
        return connection.SendAsync(text.WrittenMemory, cancellationToken);
    }
}
