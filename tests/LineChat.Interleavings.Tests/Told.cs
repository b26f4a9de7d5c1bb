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

    public static void Announce(this IChatRoom room, string text) => Assert.True(room.AnnounceAsync(text).AsTask().IsCompletedSuccessfully);

    public static void Announce(this Chat chat, string text) => Assert.True(chat.AnnounceAsync(text).AsTask().IsCompletedSuccessfully);

    public static void Close(this IChatRoom room) => Assert.True(room.CloseAsync().AsTask().IsCompletedSuccessfully);

    public static void Close(this Chat chat) => Assert.True(chat.CloseAsync().AsTask().IsCompletedSuccessfully);

    public static void Say(this ChatMember member, string text) => Assert.True(member.SayAsync(text).AsTask().IsCompleted);
}
