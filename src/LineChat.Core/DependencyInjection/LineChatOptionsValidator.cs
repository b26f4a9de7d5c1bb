using System.Globalization;
using LineChat.Dialects;
using LineChat.Transports;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>Checks the options when the host starts. Each message names the setting, its value, and what to write instead.</summary>
internal sealed class LineChatOptionsValidator : IValidateOptions<LineChatOptions>
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, LineChatOptions options)
    {
        var failures = new List<string>();

        void Number(string setting, int value, int least, int most, string zero = "")
        {
            if (value < least || value > most) Refuse(setting, $"{value}", string.Create(CultureInfo.InvariantCulture, $"a whole number from {least:N0} to {most:N0}{zero}"));
        }

        void Time(string setting, TimeSpan value, TimeSpan most, string zero)
        {
            if (value < TimeSpan.Zero || value > most) Refuse(setting, $"{value}", $"a time from 0 to {most.TotalSeconds:N0} seconds{zero}");
        }

        void Refuse(string setting, FormattableString value, string remedy) =>
            failures.Add($"{ConfigurationOptions.SectionName}:{setting} is {value.ToString(CultureInfo.InvariantCulture)}; it must be {remedy}.");

        const string NoLimit = " (0: no limit)";
        Number(nameof(options.Backlog), options.Backlog, 1, 65_535);
        Number(nameof(options.MaxConnections), options.MaxConnections, 0, 1_000_000, NoLimit);
        Number(nameof(options.MaxConnectionsPerAddress), options.MaxConnectionsPerAddress, 0, 1_000_000, NoLimit);
        Time(nameof(options.SignOnTimeout), options.SignOnTimeout, Day, NoLimit);
        Number(nameof(options.MaxSignOnTries), options.MaxSignOnTries, 0, 1000, NoLimit);
        Number(nameof(options.MaxNicknameLength), options.MaxNicknameLength, 1, 255);
        Number(nameof(options.MaxLineLength), options.MaxLineLength, 16, 65_536);
        Number(nameof(options.MaxUnterminatedInput), options.MaxUnterminatedInput, Math.Clamp(options.MaxLineLength, 16, 65_536), 1_048_576);
        Number(nameof(options.LinesPerSecond), options.LinesPerSecond, 0, 1_000_000, NoLimit);
        Number(nameof(options.LineBurst), options.LineBurst, 1, 1_000_000);
        Number(nameof(options.BytesPerSecond), options.BytesPerSecond, 0, 1_073_741_824, NoLimit);
        Number(nameof(options.ByteBurst), options.ByteBurst, 1, 1_073_741_824);
        Number(nameof(options.ConnectionsPerSecondPerAddress), options.ConnectionsPerSecondPerAddress, 0, 1_000_000, NoLimit);
        Number(nameof(options.SignOnsPerSecondPerAddress), options.SignOnsPerSecondPerAddress, 0, 1_000_000, NoLimit);
        Number(nameof(options.LinesPerSecondPerAddress), options.LinesPerSecondPerAddress, 0, 1_000_000, NoLimit);
        Number(nameof(options.BytesPerSecondPerAddress), options.BytesPerSecondPerAddress, 0, 1_073_741_824, NoLimit);
        Number(nameof(options.HistoryLines), options.HistoryLines, 0, 10_000);
        Number(nameof(options.MaxLogSize), options.MaxLogSize, 65_536, 1_073_741_824);
        Number(nameof(options.MaxOwedReplies), options.MaxOwedReplies, 1024, 16_777_216);
        Time(nameof(options.StallTimeout), options.StallTimeout, Day, NoLimit);
        Time(nameof(options.FilterTimeout), options.FilterTimeout, TimeSpan.FromHours(1), NoLimit);
        Time(nameof(options.FlushTimeout), options.FlushTimeout, TimeSpan.FromHours(1), " (0: give up at once)");
        Number($"{nameof(options.Rooms)}:{nameof(options.Rooms.MaxRooms)}", options.Rooms.MaxRooms, 1, 10_000);
        Number($"{nameof(options.Rooms)}:{nameof(options.Rooms.MaxNameLength)}", options.Rooms.MaxNameLength, 1, 255);
        if (!Enum.IsDefined(options.Rooms.TopicSetters)) Refuse($"{nameof(options.Rooms)}:{nameof(options.Rooms.TopicSetters)}", $"{options.Rooms.TopicSetters}", string.Join(" or ", Enum.GetNames<TopicSetters>()));
        foreach (string problem in RoomProblems(options)) failures.Add($"{ConfigurationOptions.SectionName}:{nameof(options.Rooms)}:{problem}");
        if (!Enum.IsDefined(options.LongLines)) Refuse(nameof(options.LongLines), $"{options.LongLines}", string.Join(" or ", Enum.GetNames<LongLinePolicy>()));

        foreach (string address in options.Listen) Try(nameof(options.Listen), () => TcpAddress.Parse(address));
        Try($"{nameof(options.Dialect)}:{nameof(options.Dialect.Listen)}", () => TcpAddress.Parse(options.Dialect.Listen));
        foreach (var (setting, problem) in DialectSettings.Check(options.Dialect)) failures.Add($"{ConfigurationOptions.SectionName}:{nameof(options.Dialect)}:{setting} {problem}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        static IEnumerable<string> RoomProblems(LineChatOptions options)
        {
            var rooms = options.Rooms;
            var policy = new NicknamePolicy(Math.Clamp(rooms.MaxNameLength, 1, 255));
            var names = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (setting, name) in rooms.Configured.Keys.Select(name => ($"{nameof(rooms.Configured)}:{name}", name)).Prepend((nameof(rooms.Lobby), rooms.Lobby)))
            {
                bool isLobby = names.Count > 0 && name.Equals(rooms.Lobby, StringComparison.OrdinalIgnoreCase);
                if (isLobby) continue;
                var check = policy.Check(name);
                if (!check.IsAllowed) yield return $"{setting} is no name for a room: {check.Reason}";
                else if (check.Keys.FirstOrDefault(names.ContainsKey) is { } key) yield return $"{setting} looks like the room {names[key]}; write another name.";
                else foreach (string one in check.Keys) names[one] = name;
            }

            int count = rooms.Configured.Keys.Count(name => !name.Equals(rooms.Lobby, StringComparison.OrdinalIgnoreCase)) + 1;
            if (options.Dialect.Rooms && count > Math.Max(1, rooms.MaxRooms))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(rooms.MaxRooms)} is {rooms.MaxRooms}; with the lobby {count} are configured, so it must be at least that.");
            }

            foreach (var (name, room) in rooms.Configured)
            {
                if (room.HistoryLines is < 0 or > 10_000) yield return string.Create(CultureInfo.InvariantCulture, $"{nameof(rooms.Configured)}:{name}:{nameof(room.HistoryLines)} is {room.HistoryLines}; it must be a whole number from 0 to 10,000.");
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
                failures.Add($"{ConfigurationOptions.SectionName}:{setting}: {exception.Message}.");
            }
        }
    }
}
