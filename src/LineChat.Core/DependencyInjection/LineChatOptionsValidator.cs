using System.Globalization;
using LineChat.Dialects;
using LineChat.Transports;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>
/// Checks the options of a chat when the host starts. Each message names the setting, its value, and what to write instead.
/// </summary>
internal sealed class LineChatOptionsValidator(ChatRegistration chat) : IValidateOptions<LineChatOptions>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, LineChatOptions options)
    {
        if (name != chat.OptionsName) return ValidateOptionsResult.Skip;

        var failures = new List<string>();

        void Number(string setting, int value, int least, int most, string zero = "")
        {
            if (value < least || value > most) Refuse(setting, $"{value}", string.Create(CultureInfo.InvariantCulture, $"a whole number from {least:N0} to {most:N0}{zero}"));
        }

        void Time(string setting, TimeSpan value, TimeSpan most, string zero)
        {
            if (value < TimeSpan.Zero || value > most) Refuse(setting, $"{value}", $"a time from 0 to {most.TotalSeconds:N0} seconds{zero}");
        }

        void Choice<T>(string setting, T value)
            where T : struct, Enum
        {
            if (!Enum.IsDefined(value)) Refuse(setting, $"{value}", string.Join(" or ", Enum.GetNames<T>()));
        }

        void Refuse(string setting, FormattableString value, string remedy) =>
            failures.Add($"{chat.PathOf(setting)} is {value.ToString(CultureInfo.InvariantCulture)}; it must be {remedy}.");

        const string NoLimit = " (0: no limit)";
        var (limits, tcp, log, rooms) = (options.Limits, options.Tcp, options.Log, options.Rooms);
        Number(Limit(nameof(limits.MaxConnections)), limits.MaxConnections, 0, 1_000_000, NoLimit);
        Number(Limit(nameof(limits.MaxConnectionsPerAddress)), limits.MaxConnectionsPerAddress, 0, 1_000_000, NoLimit);
        Time(Limit(nameof(limits.SignOnTimeout)), limits.SignOnTimeout, Day, NoLimit);
        Number(Limit(nameof(limits.MaxSignOnTries)), limits.MaxSignOnTries, 0, 1000, NoLimit);
        Number(Limit(nameof(limits.MaxNicknameLength)), limits.MaxNicknameLength, 1, 255);
        Number(Limit(nameof(limits.MaxLineLength)), limits.MaxLineLength, 16, 65_536);
        Choice(Limit(nameof(limits.LongLines)), limits.LongLines);
        Number(Limit(nameof(limits.MaxUnterminatedInput)), limits.MaxUnterminatedInput, Math.Clamp(limits.MaxLineLength, 16, 65_536), 1_048_576);
        Number(Limit(nameof(limits.LinesPerSecond)), limits.LinesPerSecond, 0, 1_000_000, NoLimit);
        Number(Limit(nameof(limits.LineBurst)), limits.LineBurst, 1, 1_000_000);
        Number(Limit(nameof(limits.BytesPerSecond)), limits.BytesPerSecond, 0, 1_073_741_824, NoLimit);
        Number(Limit(nameof(limits.ByteBurst)), limits.ByteBurst, 1, 1_073_741_824);
        Number(Limit(nameof(limits.ConnectionsPerSecondPerAddress)), limits.ConnectionsPerSecondPerAddress, 0, 1_000_000, NoLimit);
        Number(Limit(nameof(limits.SignOnsPerSecondPerAddress)), limits.SignOnsPerSecondPerAddress, 0, 1_000_000, NoLimit);
        Number(Limit(nameof(limits.LinesPerSecondPerAddress)), limits.LinesPerSecondPerAddress, 0, 1_000_000, NoLimit);
        Number(Limit(nameof(limits.BytesPerSecondPerAddress)), limits.BytesPerSecondPerAddress, 0, 1_073_741_824, NoLimit);
        Number(Limit(nameof(limits.MaxOwedReplies)), limits.MaxOwedReplies, 1024, 16_777_216);
        Time(Limit(nameof(limits.StallTimeout)), limits.StallTimeout, Day, NoLimit);
        Time(Limit(nameof(limits.FilterTimeout)), limits.FilterTimeout, TimeSpan.FromHours(1), NoLimit);
        Time(Limit(nameof(limits.FlushTimeout)), limits.FlushTimeout, TimeSpan.FromHours(1), " (0: give up at once)");
        Number($"{nameof(options.Tcp)}:{nameof(tcp.Backlog)}", tcp.Backlog, 1, 65_535);
        Number($"{nameof(options.Log)}:{nameof(log.MaxSize)}", log.MaxSize, 65_536, 1_073_741_824);
        Number($"{nameof(options.Log)}:{nameof(log.HistoryLines)}", log.HistoryLines, 0, 10_000);
        Number($"{nameof(options.Rooms)}:{nameof(rooms.MaxRooms)}", rooms.MaxRooms, 1, 10_000);
        Number($"{nameof(options.Rooms)}:{nameof(rooms.MaxNameLength)}", rooms.MaxNameLength, 1, 255);
        Choice($"{nameof(options.Rooms)}:{nameof(rooms.TopicPolicy)}", rooms.TopicPolicy);
        foreach (string problem in RoomProblems(options)) failures.Add($"{chat.PathOf(nameof(options.Rooms))}:{problem}");

        foreach (string address in options.Listen) Try(nameof(options.Listen), () => TcpAddress.Parse(address));
        Try($"{nameof(options.Dialect)}:{nameof(options.Dialect.Listen)}", () => TcpAddress.Parse(options.Dialect.Listen));
        foreach (var (setting, problem) in DialectSettings.Check(options.Dialect)) failures.Add($"{chat.PathOf(nameof(options.Dialect))}:{setting} {problem}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        static string Limit(string name) => $"{nameof(LineChatOptions.Limits)}:{name}";

        static IEnumerable<string> RoomProblems(LineChatOptions options)
        {
            var rooms = options.Rooms;
            var policy = new NicknamePolicy(Math.Clamp(rooms.MaxNameLength, 1, 255));
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (setting, name) in rooms.Permanent.Keys.Select(name => ($"{nameof(rooms.Permanent)}:{name}", name)).Prepend((nameof(rooms.Lobby), rooms.Lobby)))
            {
                bool isLobby = names.Count > 0 && name.Equals(rooms.Lobby, StringComparison.OrdinalIgnoreCase);
                if (isLobby) continue;
                var check = policy.Check(name);
                if (!check.IsAllowed) yield return $"{setting} is not a valid name for a room: {check.Reason}";
                else if (check.Keys.FirstOrDefault(names.ContainsKey) is { } key) yield return $"{setting} looks like the room {names[key]}; write another name.";
                else foreach (string one in check.Keys) names[one] = name;
            }

            int count = rooms.Permanent.Keys.Count(name => !name.Equals(rooms.Lobby, StringComparison.OrdinalIgnoreCase)) + 1;
            if (options.Dialect.Rooms && count > Math.Max(1, rooms.MaxRooms))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(rooms.MaxRooms)} is {rooms.MaxRooms}; with the lobby {count} rooms are permanent, so it must be at least that.");
            }

            foreach (var (name, room) in rooms.Permanent)
            {
                if (room.HistoryLines is < 0 or > 10_000) yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(rooms.Permanent)}:{name}:{nameof(room.HistoryLines)} is {room.HistoryLines}; it must be a whole number from 0 to 10,000.");
            }
        }

        void Try(string setting, Action parse)
        {
            try
            {
                parse();
            }
            catch (FormatException exception)
            {
                failures.Add($"{chat.PathOf(setting)}: {exception.Message}.");
            }
        }
    }
}
