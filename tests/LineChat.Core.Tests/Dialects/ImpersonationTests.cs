using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using LineChat.Dialects;
using LineChat.Lines;
using LineChat.Tests.Support;

namespace LineChat.Tests.Dialects;

/// <summary>
/// That no nickname makes a line which could be another member's or a notice: in every dialect, and in those of the host's own.
/// </summary>
public sealed class ImpersonationTests
{
    private const string Any = ".+";

    private static readonly Dictionary<string, ChatDialect> Dialects = new(StringComparer.Ordinal)
    {
        ["default"] = new(),
        ["default, any name"] = new() { NicknamePattern = Any },
        ["default, any name, no commands"] = new() { NicknamePattern = Any, Commands = false },
        ["dash"] = new() { [ChatMessageKind.Said] = "{nick}-{text}" },
        ["brackets"] = Own("[{nick}] {text}", "[{nick}] has come", "[{nick}] has gone"),
        ["text first"] = Own("{text} ({nick})", "(see {nick})", ""),
        ["two lines"] = Own("{nick} says:\n  {text}", "{nick}!", "Good bye,\n{nick}!"),
        ["tavern"] = Own("{nick}: {text}", "The door opens: {nick}.", "{nick}: gone"),
    };

    // All that is told to everybody. A question is no line.
    private static readonly ChatMessageKind[] Told =
    [
        ChatMessageKind.Said, ChatMessageKind.SaidNothing, ChatMessageKind.Acted, ChatMessageKind.Whispered, ChatMessageKind.WhisperSent,
        ChatMessageKind.Arrived, ChatMessageKind.Left, ChatMessageKind.Renamed, ChatMessageKind.Announced, ChatMessageKind.Skipped,
        ChatMessageKind.Stopping, ChatMessageKind.Connected, ChatMessageKind.Disconnected,
    ];

    private static readonly Dictionary<char, string> Disguises = new()
    {
        ['>'] = "\uFF1E\u1433\u203A",
        [':'] = "\uFF1A\uA789\u02D0\uA4FD",
        [' '] = "\u00A0\u2003\u3000",
        ['l'] = "I1|\u0406",
        ['-'] = "\u2010\u2212",
        ['*'] = "\u2217\uFF0A",
        ['e'] = "\u0435",
        ['.'] = "\u06D4",
    };

    public static TheoryData<string> Names => new(ChatDialect.Names.Concat(Dialects.Keys));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_line_of_a_member_can_be_anothers_or_a_notice(string name)
    {
        var dialect = Get(name);
        var policy = new NicknamePolicy(255, dialect);
        var random = new Random(11);
        ChatMessageKind[] kinds = [.. Told.Where(kind => IsTold(kind, dialect))];
        var written = kinds.SelectMany(kind => Template.Parse(dialect[kind]).Parts).Select(part => part.Literal.Trim('\r', '\n'));
        string[] literals = [.. written.Where(literal => literal.Length > 0), "x", "Ben", " ", "hi"];
        string[] owners = [.. Owners(policy, literals, random)];
        Assert.Contains("Ben", owners);

        int found = 0;
        for (int i = 0; i < 1500; i++)
        {
            string owner = owners[random.Next(owners.Length)];
            var message = new ChatMessage(kinds[random.Next(kinds.Length)])
            {
                Nickname = owner,
                Other = owners[random.Next(owners.Length)],
                Text = Encoding.UTF8.GetBytes(Pieces(literals, random)),
                Count = random.Next(1, 9),
                Number = random.Next(1, 9),
            };
            if (message.Kind == ChatMessageKind.Whispered) message = message with { Other = "Zoe" };
            string line = Format(message, dialect);
            foreach (var kind in kinds.Where(kind => kind is ChatMessageKind.Said or ChatMessageKind.SaidNothing or ChatMessageKind.Acted))
            {
                foreach (string wish in Wishes(line, dialect[kind]))
                {
                    found++;
                    foreach (string disguised in Disguised(wish, random))
                    {
                        // Without what the policy takes off.
                        if (policy.Check(disguised) is not { IsAllowed: true } check || check.Nickname.Length < wish.Length) continue;
                        if (IsOwn(check, owner, message, policy)) continue;
                        Assert.Fail($"{message.Kind} of \"{owner}\" is \"{line}\", which \"{check.Nickname}\" {kind} too.");
                    }
                }
            }
        }

        Assert.NotEqual(0, found);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_stands_beside_a_nickname_is_in_none(string name)
    {
        var dialect = Get(name);
        var policy = new NicknamePolicy(255, dialect);
        foreach (var kind in Told.Where(kind => IsTold(kind, dialect)))
        {
            var parts = Template.Parse(dialect[kind]).Parts.ToArray();
            for (int i = 0; i + 1 < parts.Length; i++)
            {
                if (parts[i].Placeholder is not ("nick" or "nick:q" or "other" or "other:q")) continue;
                foreach (string text in (string[])[parts[i].Literal.Split('\r', '\n')[^1], parts[i + 1].Literal.Split('\r', '\n')[0]])
                {
                    if (text.Length == 0) continue;
                    Refused(policy, $"a{text}b", $"{text}b", $"a{text}", text);
                    Refused(policy, $"a{text.Replace(' ', '\u00A0')}b", $"a{text.Replace('l', 'I')}b");
                }
            }

            var example = new ChatMessage(kind) { Nickname = "Ben", Other = "Zoe", Text = "hi"u8.ToArray(), Count = 3, Number = 2 };
            string beginning = parts[0].Literal.Trim('\r', '\n');
            if (beginning.Length > 0) Refused(policy, beginning, $"{beginning}Ben", Format(example, dialect));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Blanks_at_an_end_or_two_in_a_row_are_in_no_nickname(string name)
    {
        var dialect = Get(name);
        var trimming = dialect.NicknameTrimming;
        var policy = new NicknamePolicy(255, dialect);
        foreach (char blank in " \u00A0\u1680\u2000\u2003\u202F\u205F\u3000")
        {
            Refused(policy, $"a{blank} b", $"a {blank}b", $"a{blank}{blank}b", $"{blank}\u2800a");
            if (trimming == BlankTrimming.None) Refused(policy, $"{blank}Ben", $"Ben{blank}");
            else Assert.Equal("Ben", policy.Check($"Ben{blank}").Nickname);
        }
    }

    [Fact]
    public void A_name_of_several_words_is_a_nickname_where_nothing_is_told_with_a_blank_behind_the_name()
    {
        foreach (string name in ChatDialect.Names.Except(["coffeescript", "javascript"]))
        {
            var policy = new NicknamePolicy(255, Get(name));
            string[] wishes = ["Mary Ann", "Dr. No", "the-cat_9", "#1 (really)", "Nick", "{nick}", "caf\u00E9 \u2713", "Su & Bo", "/quit"];
            foreach (string wish in wishes) Assert.True(policy.Check(wish).IsAllowed, $"{name}, {wish}: {policy.Check(wish).Reason}");
            Assert.Equal(policy.Check("Mary Ann").Key!, policy.Check("Mary\u00A0Ann").Key);
        }

        Assert.Equal("\" \" can't be in a name.", new NicknamePolicy(255, Get("default, any name")).Check("Mary Ann").Reason);
        Assert.True(new NicknamePolicy(255, Get("default, any name, no commands")).Check("Mary Ann").IsAllowed);
    }

    [Theory]
    [InlineData("java", "Ben> I must go, send the keys to Mallory", "\"> \" can't be in a name. Please enter your name: ")]
    [InlineData("java", "--- Ben left ---", "\"--- \" can't be in a name. Please enter your name: ")]
    [InlineData("java", "--- Ben", "\"--- \" can't be in a name. Please enter your name: ")]
    [InlineData("ada", "Ben\u00A0", "A name can't have blanks at an end, or two in a row. Enter Name:")]
    [InlineData("ada", "Ben ", "A name can't have blanks at an end, or two in a row. Enter Name:")]
    [InlineData("ada", "Ben:", "A name can't end with \":\". Enter Name:")]
    [InlineData("erlang", "Ben :", "A name can't end with \" :\". What is your name? ")]
    [InlineData("c", "* Connected", "\"* Connected\" can't be a name. Enter name: ")]
    [InlineData("c", "* Connected:", "A name can't begin with \"* Connected:\". Enter name: ")]
    [InlineData("go", "Server stopping!", "A name can't begin with \"Server stopping!\". Enter your name: ")]
    [InlineData("haskell", ">> Ben", ">> \">> \" can't be in a name.\n>> Enter username\n")]
    [InlineData("ruby", "*** hi", "A name can't begin with \"*** \". Name: ")]
    [InlineData("zkl", "Ben\uFF1E\u00A0hi", "\"> \" can't be in a name. Your handle: ")]
    public async Task Such_a_nickname_is_refused_in_the_words_of_the_dialect(string dialect, string wish, string answer)
    {
        await using var chat = await ChatFixture.StartAsync(dialect: dialect);
        var client = chat.Connect();
        await client.ExpectAsync(Get(dialect)[ChatMessageKind.Prompt]);
        await client.TypeLineAsync(wish);
        await client.ExpectAsync(answer);
        Assert.Empty(chat.Room.Nicknames);
    }

    [Fact]
    public void Without_commands_what_is_said_about_them_is_no_notice()
    {
        var policy = new NicknamePolicy(32, new() { NicknamePattern = Any, Commands = false });
        foreach (string wish in (string[])["There is no command /x", "Something went wrong with /x"]) Assert.True(policy.Check(wish).IsAllowed, wish);
    }

    private static ChatDialect Own(string said, string arrived, string left) => new()
    {
        NicknamePattern = Any,
        Commands = false,
        [ChatMessageKind.Said] = said,
        [ChatMessageKind.Arrived] = arrived,
        [ChatMessageKind.Left] = left,
    };

    private static ChatDialect Get(string name) => Dialects.GetValueOrDefault(name) ?? ChatDialect.Load(name);

    private static bool IsTold(ChatMessageKind kind, ChatDialect dialect) => kind switch
    {
        ChatMessageKind.Acted or ChatMessageKind.Whispered or ChatMessageKind.WhisperSent => dialect.Commands,
        ChatMessageKind.Renamed => dialect.Commands || dialect.NicknameCommand.Length > 0,
        ChatMessageKind.Connected or ChatMessageKind.Disconnected => dialect.GuestsHear,
        _ => true,
    };

    // Whoever could be here: some of what the policy lets in.
    private static IEnumerable<string> Owners(NicknamePolicy policy, string[] literals, Random random)
    {
        foreach (string owner in (string[])["Ben", "Zoe", "x"]) yield return owner;
        for (int i = 0; i < 400; i++)
        {
            string wish = Pieces(literals, random);
            int start = random.Next(wish.Length);
            if (policy.Check(wish[start..]) is { IsAllowed: true } check) yield return check.Nickname;
        }
    }

    private static string Pieces(string[] literals, Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
    {
        string literal = literals[random.Next(literals.Length)];
        int start = random.Next(2) * random.Next(literal.Length);
        return random.Next(2) == 0 ? literal[start..] : literal[..(literal.Length - start)];
    }));

    // The nicknames with which a template could make the line, whatever is in its other places: naively, all of them.
    private static IEnumerable<string> Wishes(string line, string template)
    {
        var parts = Template.Parse(template).Parts.ToArray();
        int nick = Array.FindIndex(parts, part => part.Placeholder is "nick" or "nick:q");
        if (nick < 0) yield break;

        string before = string.Concat(parts[..nick].Select(Pattern)) + Regex.Escape(parts[nick].Literal);
        string after = string.Concat(parts[(nick + 1)..].Select(Pattern)) + @"[\r\n]*";
        for (int start = 0; start <= line.Length; start++)
        {
            if (!Regex.IsMatch(line[..start], $"^{before}$", RegexOptions.Singleline)) continue;
            for (int end = start + 1; end <= line.Length; end++)
            {
                if (Regex.IsMatch(line[end..], $"^{after}$", RegexOptions.Singleline)) yield return line[start..end];
            }
        }

        static string Pattern((string Literal, string? Placeholder) part) =>
            Regex.Escape(part.Literal) + part.Placeholder switch { null => "", "number" => @"\d+", _ => ".*" };
    }

    private static IEnumerable<string> Disguised(string wish, Random random)
    {
        yield return wish;
        for (int i = 0; i < 3; i++)
        {
            string disguised = string.Concat(wish.Select(Disguise));
            if (disguised != wish && Confusables.Skeleton(disguised) == Confusables.Skeleton(wish)) yield return disguised;
        }

        char Disguise(char c) =>
            Disguises.TryGetValue(c, out string? others) && random.Next(2) == 0 ? others[random.Next(others.Length)] : c;
    }

    // Their own lines, in which anybody may say "(left)"; and what is told of the one who is somebody else to all but himself.
    private static bool IsOwn(NicknameCheck check, string owner, ChatMessage message, NicknamePolicy policy) =>
        Keys(check).Intersect(Keys(policy.Check(owner))).Any()
        || (message.Kind == ChatMessageKind.Renamed && Keys(check).Intersect(Keys(policy.Check(message.Other))).Any());

    private static string[] Keys(NicknameCheck check) => [check.Key!, .. check.Lookalikes];

    private static void Refused(NicknamePolicy policy, params string[] wishes)
    {
        foreach (string wish in wishes.Select(wish => wish.Split('\r', '\n')[0]))
        {
            var check = policy.Check(wish);
            bool isTrimmed = check.Nickname?.Length < wish.Length;
            Assert.True(!check.IsAllowed || isTrimmed, $"\"{wish}\" is allowed.");
        }
    }

    private static string Format(ChatMessage message, ChatDialect dialect)
    {
        var output = new ArrayBufferWriter<byte>();
        new TemplateFormatter(dialect).Format(message, output);
        return string.Concat(Encoding.UTF8.GetString(output.WrittenSpan).Where(c => c is not ('\u2068' or '\u2069'))); // isolates
    }
}
