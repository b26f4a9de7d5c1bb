using System.Buffers;
using LineChat.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LineChat.Sessions;

/// <summary>What all sessions have in common.</summary>
internal sealed class SessionServices(
    LineChatOptions options,
    IChatRoom room,
    ILineCodec codec,
    IMessageFormatter formatter,
    CommandTable commands,
    TimeProvider time,
    ChatMetrics metrics,
    ILogger<ChatServer> logger)
{
    public LineChatOptions Options { get; } = options;

    public IChatRoom Room => room;

    public Rates Rates { get; } = new(options, time);

    public Grammar Grammar { get; } = new(options.Dialect);

    public ILineCodec Codec => codec;

    public CommandTable Commands => commands;

    public TimeProvider Time => time;

    public ChatMetrics Metrics => metrics;

    public ILogger Logger => logger;

    /// <summary>Says something to a client that is not in the room.</summary>
    public ValueTask SayAsync(IChatConnection connection, ChatMessage message, CancellationToken cancellationToken)
    {
        var text = new ArrayBufferWriter<byte>(128);
        formatter.Format(message, text);
        if (text.WrittenCount == 0) return ValueTask.CompletedTask;
        return connection.SendAsync(text.WrittenMemory, cancellationToken);
    }
}
