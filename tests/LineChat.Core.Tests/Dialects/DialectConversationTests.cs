using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LineChat.Tests.Support;

namespace LineChat.Tests.Dialects;

/// <summary>
/// Plays the conversations in the folder <c>Conversations</c>, each named after its dialect, a step a line. What a client receives is all there: when the
/// conversation is over nothing more may come. A text stands between the first and the last quotation mark, with escapes as in C and <c>{x*256}</c> for 256 of x:
/// <code>
/// # a comment
/// A connects
/// A types "hello"        that, and CR LF
/// A sends "\xFF\xEC"     these bytes
/// A sees "Ann> hi\r\n"   exactly that comes next
/// A closes               and nothing was left to come
/// A is closed            by the server, and nothing was left to come
/// "Ann" is here          waits until the room knows her
/// "Ann" is gone          waits until it doesn't
/// a second passes        as soon as somebody waits for that
/// the server stops
/// </code>
/// </summary>
public sealed partial class DialectConversationTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Dialects", "Conversations");

    public static TheoryData<string> Conversations => new(Names);

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_dialect_has_a_conversation_and_every_conversation_a_dialect() => Assert.Equal(ChatDialect.Names, Names);

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task A_conversation_goes_as_it_is_written(string dialect)
    {
        await using var chat = await ChatFixture.StartAsync(
            options => options.Rooms.Permanent["lobby"] = new() { Topic = "Not to be seen" }, // a dialect without rooms shows no topic either
            overTcp: true,
            dialect: dialect);
        await using var events = Events.Watch(chat.Room.WatchAsync());
        var conversation = new Conversation(chat, events);
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Folder, dialect + ".txt"));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > 0 && lines[i][0] != '#') await AtAsync($"line {i + 1}, {lines[i]}", conversation.StepAsync(lines[i]));
        }

        await AtAsync("the end", conversation.EndAsync());
    }

    private static async Task AtAsync(string place, Task step)
    {
        try
        {
            await step;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"At {place}: {exception.Message}", exception);
        }
    }

    private sealed partial class Conversation(ChatFixture chat, Events events)
    {
        private readonly Dictionary<string, ChatClient> _clients = [];
        private Task? _stopping;

        public async Task StepAsync(string line)
        {
            var step = Step().Match(line);
            string who = step.Groups["who"].Value;
            string text = Unescape(step.Groups["text"].Value);
            switch (step.Groups["does"].Value)
            {
                case "connects": _clients.Add(who, await chat.ConnectTcpAsync()); break;
                case "types": await _clients[who].TypeLineAsync(text); break;
                case "sends": await _clients[who].SendAsync(Encoding.Latin1.GetBytes(text), Deadline.Token); break;
                case "sees": await _clients[who].ExpectAsync(text); break;
                case "closes": await CloseAsync(who); break;
                case "is closed": await ExpectClosedAsync(who); break;
                case "is here": await WaitAsync(ChatEventKind.Arrived, text); break;
                case "is gone": await WaitAsync(ChatEventKind.Departed, text); break;
                case "a second passes": await chat.Time.PassAsync(TimeSpan.FromSeconds(1)); break;
                case "the server stops": _stopping = chat.Server.StopAsync(Deadline.Token); break;
                default: Assert.Fail("That is no step."); break;
            }
        }

        public async Task EndAsync()
        {
            _stopping ??= chat.Server.StopAsync(Deadline.Token);
            foreach (string who in _clients.Keys.ToArray()) await ExpectClosedAsync(who);
            await _stopping.InTimeAsync();
        }

        private async Task CloseAsync(string who)
        {
            _clients[who].CloseSending();
            await ExpectClosedAsync(who);
        }

        private async Task ExpectClosedAsync(string who)
        {
            await _clients[who].ExpectClosedAsync();
            await _clients[who].DisposeAsync();
            _clients.Remove(who);
        }

        private async Task WaitAsync(ChatEventKind kind, string nickname)
        {
            while (await events.NextAsync() is var happened && (happened.Kind, happened.Nickname) != (kind, nickname))
            {
            }
        }

        private static string Unescape(string text) => Repetition().Replace(
            Regex.Unescape(text),
            repetition => new(repetition.Groups[1].Value[0], int.Parse(repetition.Groups[2].Value, CultureInfo.InvariantCulture)));

        [GeneratedRegex("""
            ^((?<who>\w+)\ (?<does>connects|closes|is\ closed)|(?<who>\w+)\ (?<does>types|sends|sees)\ "(?<text>.*)"|"(?<text>.*)"\ (?<does>is\ here|is\ gone)|(?<does>a\ second\ passes|the\ server\ stops))$
            """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
        private static partial Regex Step();

        [GeneratedRegex(@"\{(.)\*(\d+)\}")]
        private static partial Regex Repetition();
    }
}
