using Microsoft.Extensions.Logging;

namespace LineChat.Rooms;

/// <summary>What the room logs: ids 10 to 19. What people say is not among it.</summary>
internal static partial class RoomLogging
{
    [LoggerMessage(10, LogLevel.Information, "{Nickname} (member {Number}) arrived.")]
    public static partial void MemberArrived(this ILogger logger, string nickname, int number);

    [LoggerMessage(11, LogLevel.Information, "{Nickname} (member {Number}) left.")]
    public static partial void MemberLeft(this ILogger logger, string nickname, int number);

    [LoggerMessage(12, LogLevel.Information, "{Nickname} (member {Number}) took nothing for too long and is disconnected.")]
    public static partial void MemberStalled(this ILogger logger, string nickname, int number);

    [LoggerMessage(13, LogLevel.Debug, "The connection of {Nickname} (member {Number}) is lost.")]
    public static partial void MemberLost(this ILogger logger, Exception exception, string nickname, int number);

    [LoggerMessage(14, LogLevel.Error, "Sending to {Nickname} (member {Number}) failed.")]
    public static partial void DeliveryFailed(this ILogger logger, Exception exception, string nickname, int number);

    [LoggerMessage(15, LogLevel.Error, "The formatter failed at a notice ({Kind} {Nickname}), of which nobody is told.")]
    public static partial void NoticeNotFormatted(this ILogger logger, Exception exception, ChatMessageKind kind, string nickname);

    [LoggerMessage(16, LogLevel.Information, "{Nickname} (member {Number}) is removed.")]
    public static partial void MemberKicked(this ILogger logger, string nickname, int number);

    [LoggerMessage(17, LogLevel.Error, "The filter {Filter} failed, and what {Nickname} wanted to do ({Action}) is refused. {Untold} more failures since this was logged last.")]
    public static partial void FilterFailed(this ILogger logger, Exception exception, Type filter, ChatAction action, string nickname, long untold);

    [LoggerMessage(18, LogLevel.Error, "The filter {Filter} takes too long, and what {Nickname} wanted to do ({Action}) is refused. {Untold} more failures since this was logged last.")]
    public static partial void FilterTookTooLong(this ILogger logger, Type filter, ChatAction action, string nickname, long untold);
}
