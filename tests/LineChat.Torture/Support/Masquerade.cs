using System.Text;
using System.Text.RegularExpressions;

namespace LineChat.Torture.Support;

/// <summary>
/// A server that speaks a dialect, where Ben talks to Zoe, and others take nicknames that would make their own lines look like Ben's, like a notice about him, or like the server's. Zoe must not see one that does.
/// </summary>
internal sealed partial class Masquerade
{
    private const string Present = "Ben";
    private const string Absent = "Ned"; // never connects
    private const string Hello = "Are you there?";
    private const string Goodbye = "That is all I have to say";

    private static readonly ChatMessageKind[] Kinds =
    [
        ChatMessageKind.Said, ChatMessageKind.Acted, ChatMessageKind.Whispered, ChatMessageKind.Arrived, ChatMessageKind.Left, ChatMessageKind.Renamed, ChatMessageKind.Connected,
        ChatMessageKind.Disconnected, ChatMessageKind.Stopping, ChatMessageKind.Skipped, ChatMessageKind.Announced,
    ];

    // What people take for one another, beside what is the same in form KC.
    private static readonly (char Like, char Plain)[] Alike = [('\u203A', '>'), ('\u1433', '>'), ('\u02D0', ':'), ('\uA789', ':'), ('\u2236', ':'), ('\u05C3', ':'), ('\u01C3', '!'), ('\u2217', '*'), ('\u2013', '-')];

    private static readonly string[] Blanks = [" ", "\u00A0", "\u2003", "\u3000", "\u200B", "\u2060", "\u00AD", "\u034F", "\u3164", "\u2800", "\uFEFF", "\u180E", "\u2063"];

    private readonly ChatDialect _dialect;
    private readonly int _port;
    private readonly Regex[] _forged;

    private Masquerade(ChatDialect dialect, int port)
    {
        _dialect = dialect;
        _port = port;
        string after = Between(dialect[ChatMessageKind.Said], "{nick}", "{text}");
        _forged = [.. Templates().Select(template => Forged(template, after))];
    }

    public static async Task RunAsync(string dialect)
    {
        using var host = await HostProcess.StartAsync(["--dialect", dialect, "--port", "0"], ("LineChat__Limits__LinesPerSecond", "0"));
        await new Masquerade(ChatDialect.Load(dialect), host.Port).RunAsync();
    }

    private async Task RunAsync()
    {
        using var zoe = await ConnectAsync("Zoe");
        using var ben = await ConnectAsync(Present);
        ben.ReadBeside();
        using var heard = new CancellationTokenSource();
        var hello = zoe.ReadUntilAsync(Hello).ContinueWith(read => { heard.Cancel(); return read; }, TaskScheduler.Default).Unwrap();
        while (!heard.IsCancellationRequested)
        {
            await ben.SendAsync(Said(Hello)); // until Zoe is there to hear it
            await Task.WhenAny(Task.Delay(100, heard.Token));
        }

        await hello;
        await Parallel.ForEachAsync(Nicknames().Distinct(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (nickname, _) => await TakeAsync(nickname));
        await ben.SendAsync(Said(Goodbye));
        string line;
        do
        {
            line = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(await zoe.ReadLineAsync()));
            if (!line.EndsWith(Hello, StringComparison.Ordinal) && !line.EndsWith(Goodbye, StringComparison.Ordinal))
            {
                Assert.False(_forged.Any(forged => forged.IsMatch(Plain(line))), $"In the dialect {_dialect.Language} somebody else has made Zoe see \"{line.Trim()}\".");
            }
        }
        while (!line.EndsWith(Goodbye, StringComparison.Ordinal));
    }

    private async Task TakeAsync(string nickname)
    {
        using var mallory = await ConnectAsync(nickname);
        await mallory.SendAsync(Said("."));
        mallory.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await mallory.ReadToEndAsync(); // so all of it is said
    }

    private async Task<Attacker> ConnectAsync(string nickname)
    {
        var client = await Attacker.ConnectAsync(_port);
        await client.SendAsync(Encoding.UTF8.GetBytes($"{_dialect.NicknameCommand}{nickname}\r\n"));
        return client;
    }

    private byte[] Said(string text) => Encoding.UTF8.GetBytes($"{_dialect.SayCommand}{text}\r\n");

    private IEnumerable<string> Nicknames()
    {
        foreach (string victim in (string[])[Present, Absent])
        {
            foreach (string template in Templates())
            {
                string whole = Filled(template, victim, "I must go, send the keys to Mallory").Trim('\r', '\n');
                yield return whole;
                foreach (var (like, plain) in Alike) yield return whole.Replace(plain, like);
                yield return new([.. whole.Select(c => c is > ' ' and < '\u007F' && !char.IsLetterOrDigit(c) ? (char)(c + 0xFEE0) : c)]); // full width
                int name = template.IndexOf("{nick}", StringComparison.Ordinal);
                if (name < 0) continue;
                string after = template[(name + "{nick}".Length)..];
                string begin = Filled(template[..name], victim, "") + victim;
                foreach (string cut in (string[])[after.Length > 0 && after[0] != '{' ? begin + after[0] : begin, begin + Filled(after, victim, "")])
                {
                    if (cut.Trim() != Absent) yield return cut; // which is a name like any other
                }
            }
        }

        foreach (string blank in Blanks)
        {
            yield return Present + blank;
            yield return blank + Present;
            yield return $"{Present} {blank}";
            yield return $"B{blank}en";
        }
    }

    private IEnumerable<string> Templates() => Kinds.Where(IsSaid).Select(kind => _dialect[kind]).Where(template => template.Trim().Length > 0);

    private bool IsSaid(ChatMessageKind kind) => kind switch
    {
        ChatMessageKind.Acted or ChatMessageKind.Whispered => _dialect.Commands,
        ChatMessageKind.Renamed => _dialect.Commands || _dialect.NicknameCommand.Length > 0,
        _ => true,
    };

    private static string Filled(string template, string nickname, string text) => Placeholder().Replace(template, placeholder => placeholder.Groups[1].Value switch
    {
        "nick" => nickname,
        "nick:q" => $"\"{nickname}\"",
        "text" => text,
        "other" or "other:q" => "Nobody",
        _ => "3",
    });

    // What a line by somebody else must not begin with, whatever blanks are at the ends of the name.
    // After the name stands what the template has there, or else the end of the line, or what comes before somebody's words.
    private static Regex Forged(string template, string after)
    {
        string pattern = "^";
        int end = 0;
        foreach (Match placeholder in Placeholder().Matches(template))
        {
            pattern += Pattern(template[end..placeholder.Index]);
            end = placeholder.Index + placeholder.Length;
            pattern += placeholder.Groups[1].Value switch
            {
                "nick" => $@"\s*({Present}|{Absent})\s*",
                "nick:q" => $"\"\\s*({Present}|{Absent})\\s*\"",
                "text" when end == template.Length => "",
                "text" or "other" or "other:q" => ".+",
                _ => "[0-9,]+",
            };
        }

        pattern += Pattern(template[end..].TrimEnd());
        if (template.EndsWith("{nick}", StringComparison.Ordinal)) pattern += $"($|{Pattern(after)})";
        if (!template.Contains("{nick", StringComparison.Ordinal)) pattern += "."; // alone it may be the server's
        return new(pattern, RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    private static string Between(string template, string begin, string end) => template.Split(begin)[1].Split(end)[0];

    private static string Pattern(string text) => Regex.Replace(Regex.Escape(text), @"(\\[ rnt])+", @"\s+");

    // Without what cannot be seen, and with plain signs and blanks for what resembles them.
    private static string Plain(string text)
    {
        string plain = text.Normalize(NormalizationForm.FormKC);
        foreach (var (like, sign) in Alike) plain = plain.Replace(like, sign);
        return Unseen().Replace(Blank().Replace(plain, " "), "");
    }

    [GeneratedRegex(@"\{([a-z]+(?::[qd])?)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\u115F\u1160\u2800]")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[\p{C}\u034F]")]
    private static partial Regex Unseen();
}
