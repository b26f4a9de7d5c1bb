using LineChat.Diagnostics;
using LineChat.Dialects;
using LineChat.Rooms;
using Microsoft.Extensions.Logging.Abstractions;

namespace LineChat.Interleavings;

/// <summary>A chat of which stories are told.</summary>
internal static class Told
{
    public static readonly ChatMetrics Metrics = new(null);

    private static readonly NicknamePolicy Policy = new();

    public static ChatCore Chat(LineChatOptions options, int batch) => new(
        new(options),
        Policy,
        new NicknameRegistry(),
        [new TemplateFormatter(options.Dialect)],
        [],
        Metrics,
        new(() => new ListeningSender(batch)),
        TimeProvider.System,
        NullLogger<Chat>.Instance);

    public static ChatMember Join(this IChatRoom room, IChatConnection connection) => room.JoinAsync(connection.Id, connection).AsTask().Result.Member!;

    public static void Say(this ChatMember member, string text) => Assert.True(member.SayAsync(text).AsTask().IsCompleted);
}
