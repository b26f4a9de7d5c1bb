using System.Text;
using LineChat.Torture.Support;

namespace LineChat.Torture.Attacks;

/// <summary>Clients for whom the server would have to do much, or keep much.</summary>
internal static class CostlyAttacks
{
    private const int Length = 64 * 1024; // of a line, at most
    private const int Wishes = 6; // fewer than there are tries

    // Of the characters of one kind, as many as fit: by their combining class they have to be put in order (UAX 15).
    private static readonly string[] Names =
    [
        Marks("a", "\u0301\u0316"), Marks("a", "\u0301\u0316", half: true), Marks("\u0930", "\u093C\u0308\u0327"), Marks("\u1100", "\u1161\u11A8\u0301"), Marks("", "\u0301\u0316"),
        Marks("a", "\u0345\u0301\u0338\u0316"), Marks("", "a\u200D"), Marks("", "ﷺ"), Marks("", "ẞİǅ"), Marks("a", " b"),
    ];

    private static readonly string Block = string.Concat(Enumerable.Repeat($"{new string('x', 1000)}\r\n", 64));

    private static readonly string Kanji = string.Concat(Enumerable.Repeat("漢字", 13));

    /// <summary>Wishes for names that take long to look at, when it signs on and afterwards, and speaks to people who would have them.</summary>
    public static async Task WishForNamesAsync(Ordeal ordeal, Random random)
    {
        string name = ordeal.NewName("costly");
        var heard = ordeal.Ann.Hearing.LineAsync($"{name}> done");
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        attacker.ReadBeside();
        foreach (string wish in random.GetItems(Names, Wishes)) await attacker.SendAsync(Encoding.UTF8.GetBytes($"{wish}\r\n"));
        await attacker.TypeAsync(name);
        foreach (string wish in random.GetItems(Names, Wishes)) await attacker.SendAsync(Encoding.UTF8.GetBytes($"/nick {wish}\r\n"));
        foreach (string wish in random.GetItems(Names, Wishes)) await attacker.SendAsync(Encoding.UTF8.GetBytes($"/msg {wish} hello\r\n"));
        await attacker.TypeAsync("done");
        await heard;
    }

    /// <summary>Signs on with a long name, asks three times who is here, and never reads.</summary>
    /// <returns>The attacker, who is there until it is disposed of.</returns>
    public static async Task<Attacker> AskWhoAsync(Ordeal ordeal, Task all)
    {
        var attacker = await Attacker.ConnectAsync(ordeal.Port, receiveBuffer: 2048);
        await attacker.SendAsync(Encoding.UTF8.GetBytes($"{ordeal.NewName(Kanji)}\r\n"));
        await attacker.ReadUntilAsync("Welcome");
        await all;
        for (int i = 0; i < 3; i++) await attacker.TypeAsync("/who");
        return attacker;
    }

    /// <summary>Comes, whispers to somebody who stays, says as much as a block of the log takes, and goes: whatever remembers it keeps such a block alive.</summary>
    public static async Task WhisperAndLeaveAsync(Ordeal ordeal, string reader)
    {
        using var attacker = await Attacker.ConnectAsync(ordeal.Port);
        await attacker.SendAsync($"{ordeal.NewName("whisperer")}\r\n/msg {reader} psst\r\n{Block}/quit\r\n");
        await attacker.ReadToEndAsync();
    }

    private static string Marks(string first, string marks, bool half = false)
    {
        int count = (Length - 32 - Encoding.UTF8.GetByteCount(first)) / Encoding.UTF8.GetByteCount(marks);
        string each = string.Concat(Enumerable.Repeat(marks, count));
        return half ? first + string.Concat(marks.Select(mark => new string(mark, count))) : first + each;
    }
}
