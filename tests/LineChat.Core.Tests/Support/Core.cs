using LineChat.Diagnostics;
using LineChat.Dialects;
using LineChat.Rooms;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Tests.Support;

/// <summary>A chat without a server.</summary>
internal static class Core
{
    public static ChatCore New(
        LineChatOptions options,
        IMessageFormatter? formatter = null,
        IBatchSender? sender = null,
        INicknamePolicy? policy = null,
        IReadOnlyList<IChatFilter>? filters = null,
        TimeProvider? time = null) => new(
        new(options),
        policy ?? new NicknamePolicy(32),
        new NicknameRegistry(),
        [formatter ?? new TemplateFormatter(options.Dialect)],
        filters ?? [],
        new ChatMetrics(null),
        new(() => sender ?? new NoSender()),
        time ?? TimeProvider.System,
        NullLogger<Chat>.Instance);

    private sealed class NoSender : IBatchSender
    {
        public int Capacity => 0;

        public bool Takes(IChatConnection connection) => false;

        public bool TryAdd(IChatConnection connection, PinnedBytes bytes) => false;

        public void Submit(Span<int> taken)
        {
        }
    }
}
