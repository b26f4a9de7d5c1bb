using System.Globalization;
using System.Text.RegularExpressions;
using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>What somebody saw from signing on to leaving, and whether that agrees with what others saw.</summary>
internal sealed partial class VisitTranscript(string nickname)
{
    private readonly HashSet<string> _nicknames = [nickname];
    private string[] _lines = [];
    private bool _mayEndEarly;

    public string Nickname => nickname;

    /// <summary>It calls itself something else from now on, which nobody else does.</summary>
    public void Rename(string wish) => _nicknames.Add(wish);

    /// <summary>It breaks off.</summary>
    public void MayEndEarly() => _mayEndEarly = true;

    public async Task ReadAsync(MemoryChatClient client)
    {
        string text = await client.ReadToEndAsync();
        _lines = text[..(text.LastIndexOf('\n') + 1)].Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(_mayEndEarly || text.EndsWith("\r\n", StringComparison.Ordinal) || text.Length == 0);
    }

    /// <summary>What it saw that was for all is what the others said between its coming and its going, in the one order; what it saw beside fits in.</summary>
    public void IsPartOf(string[] order)
    {
        int at = Array.IndexOf(order, $"+++ {nickname} arrived +++");
        Assert.True(at >= 0);
        var present = new HashSet<string> { "witness" };
        foreach (string line in order[..(at + 1)]) Happens(line, present);

        var said = new Dictionary<string, int>();
        foreach (string line in _lines)
        {
            if (IsPrivate(line))
            {
                if (WhoLine().Match(line) is { Success: true } who) Assert.Equal(present.Except(_nicknames).Order(), who.Groups[1].Value.Split(", ").Except(_nicknames).Order());
            }
            else
            {
                while (IsOwn(order[++at])) Happens(order[at], present);
                Assert.Equal(order[at], line);
                Happens(line, present);
            }

            IsLaterThanBefore(line, said);
        }

        if (_mayEndEarly) return;
        while (!IsOwn(order[at]) || !order[at].StartsWith("--- ", StringComparison.Ordinal)) Assert.True(IsOwn(order[++at]), $"{nickname} did not see {order[at]}.");
    }

    /// <summary>Whoever was there to the end has heard each whisper that its author was told it did.</summary>
    public void WhispersAreHeard(List<VisitTranscript> transcripts)
    {
        foreach (string line in _lines)
        {
            if (SentLine().Match(line) is not { Success: true } sent) continue;
            var reader = transcripts.Find(transcript => transcript._nicknames.Contains(sent.Groups[1].Value));
            if (reader is null or { _mayEndEarly: true }) continue;
            Assert.Single(reader._lines, heard => HeardLine().Match(heard) is { Success: true } match && _nicknames.Contains(match.Groups[1].Value) && match.Groups[2].Value == sent.Groups[2].Value);
        }
    }

    // What one says, aloud or not, is heard in the order in which it was said.
    private static void IsLaterThanBefore(string line, Dictionary<string, int> said)
    {
        if (AuthorAndNumber().Match(line) is not { Success: true } match) return;
        string author = match.Groups[1].Value;
        int number = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.True(number > said.GetValueOrDefault(author, -1), $"\"{line}\" comes too late.");
        said[author] = number;
    }

    private static void Happens(string line, HashSet<string> present)
    {
        string[] words = line.Split(' ');
        if (words[0] == "+++") present.Add(words[1]);
        else if (words[0] == "---") Assert.True(present.Remove(words[1]));
        else if (words[0] == "***") Assert.True(present.Remove(words[1]) && present.Add(words[4]));
    }

    private static bool IsPrivate(string line) => line[0] == '[' || line.StartsWith("You are now ", StringComparison.Ordinal) || line.StartsWith("Nobody here is called ", StringComparison.Ordinal) || WhoLine().IsMatch(line);

    private bool IsOwn(string line)
    {
        string[] words = line.Split(' ', 3);
        return _nicknames.Contains(words[0].TrimEnd('>')) || (words[0] is "*" or "***" or "+++" or "---" && _nicknames.Contains(words[1]));
    }

    [GeneratedRegex(@"^\d+ here: (.*)\.$")]
    private static partial Regex WhoLine();

    [GeneratedRegex(@"^\[you -> (\w+)\] (\d+) ")]
    private static partial Regex SentLine();

    [GeneratedRegex(@"^\[(\w+) -> you\] (\d+) ")]
    private static partial Regex HeardLine();

    [GeneratedRegex(@"^(?:\* |\[)?(p\d+v\d+)(?:r\d+)?(?:>| -> you\])? (\d+) ")]
    private static partial Regex AuthorAndNumber();
}
