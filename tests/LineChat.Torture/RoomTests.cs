using LineChat.Torture.Attacks;
using LineChat.Torture.Support;

namespace LineChat.Torture;

/// <summary>Two people chat in the lobby, two in another room, and others go to and fro.</summary>
public sealed class RoomTests
{
    private const string Room = "side";

    [LinuxFact]
    public Task Whoever_moves_opens_rooms_is_renamed_and_leaves_is_told_of_once_in_each_room() => AttackAsync(150, RoomAttacks.RoamAsync);

    [LinuxFact]
    public Task Names_that_look_like_that_of_a_room_are_that_room() => AttackAsync(60, RoomAttacks.MasqueradeAsync);

    [LinuxFact]
    public Task Whoever_moves_and_reads_nothing_hurts_nobody() => AttackAsync(100, RoomAttacks.MoveStalledAsync);

    // When all is over, nobody is anywhere but where people talk, and there are no other rooms.
    private static Task AttackAsync(int attackers, Attack attack) => Ordeal.RunAsync(
        async ordeal =>
        {
            await ordeal.WhileTwoTalkInAsync(Room, () => ordeal.ManyAsync(attackers, attack));
            await Until.TrueAsync(() => Rooms(ordeal) == "lobby  3 here\r\nside  0 here  Where two talk\r\n", () => $"There are these rooms: {Rooms(ordeal)}");
        },
        ($"Rooms__Permanent__{Room}__Topic", "Where two talk"),
        ("Limits:SignOnTimeout", "5"),
        ("Limits:StallTimeout", "2"));

    private static string Rooms(Ordeal ordeal) => AskAsync(ordeal).GetAwaiter().GetResult();

    private static async Task<string> AskAsync(Ordeal ordeal)
    {
        using var newcomer = await Attacker.SignOnAsync(ordeal.Port, ordeal.NewName("newcomer"));
        await newcomer.TypeAsync("/rooms");
        await newcomer.TypeAsync("/quit");
        string all = await newcomer.ReadToEndAsync();
        return string.Concat(all.Split('\n').Where(line => line.Contains(" here", StringComparison.Ordinal)).Select(line => line + "\n"));
    }
}
