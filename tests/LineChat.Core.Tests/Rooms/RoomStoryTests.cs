using System.Globalization;
using System.Net;
using System.Text;
using LineChat.Rooms;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>
/// Members who say something, go from room to room, take other names and leave, all at once, while some read slowly and rooms are closed.
/// What happened, and in which order, is what the events of
/// all rooms say; a naive model makes of that what each member should have heard.
/// </summary>
public sealed class RoomStoryTests
{
    private const int Members = 6;
    private const int Deeds = 60;

    private static readonly string[] Places = ["lobby", "dev", "play", "quiet"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Everybody_hears_what_was_said_where_they_were_in_its_order_and_once(int seed)
    {
        var chat = Core.New(new LineChatOptions { Log = { MaxSize = 65_536 }, Limits = { FlushTimeout = TimeSpan.FromMinutes(5) } });
        var happened = new List<ChatEvent>();
        var watching = Events.Watch(chat.WatchAsync(1_000_000, default));
        var readers = Enumerable.Range(0, Members).Select(i => new Reader($"m{i}", isSlow: i % 3 == 0)).ToArray();
        foreach (var reader in readers) reader.Member = (await chat.JoinAsync(reader.Id, reader, null, default)).Member!;

        await Task.WhenAll(readers.Select((reader, i) => Task.Run(() => ActAsync(chat, reader, new Random((seed * 100) + i))))).InTimeAsync();
        foreach (var reader in readers)
        {
            reader.Open();
            await reader.Member.DisposeAsync().AsTask().InTimeAsync();
        }

        Assert.Equal(["lobby"], chat.Rooms.Select(room => room.Name)); // nobody is in the others
        Assert.Empty(chat.Members);
        chat.Close();
        while (await watching.NextOrEndAsync() is { } one) happened.Add(one);
        foreach (var reader in readers) new Model(reader, happened).Check();
    }

    private static async Task ActAsync(ChatCore chat, Reader reader, Random random)
    {
        for (int i = 0; i < Deeds; i++)
        {
            await Task.Yield();
            switch (random.Next(12))
            {
                case < 5:
                    await reader.Member.SayAsync($"{reader.Id} {i} {new string('x', random.Next(4) == 0 ? 4000 : 10)}");
                    break;
                case < 9:
                    if (random.Next(3) == 0) reader.OpenForAMoment();
                    var move = reader.Member.MoveAsync(Places[random.Next(Places.Length)]).AsTask();
                    for (; !move.IsCompleted; await Task.Yield()) reader.OpenForAMoment(); // it may wait until the member has been sent what it is owed
                    await move;
                    break;
                case 9:
                    await reader.Member.RenameAsync($"{reader.Id}.{i}");
                    break;
                case 10:
                    if (random.Next(4) == 0) chat.FindRoom(Places[1 + random.Next(Places.Length - 1)])?.Close();
                    break;
                default:
                    reader.Member.Room.Announce($"{reader.Id} {i}");
                    break;
            }
        }
    }

    /// <summary>
    /// What a member should have heard: of each room where it was, every line of the log from its arrival to its departure but its own, or
    /// a notice in the place of those that were dropped. Of its own
    /// lines some before a notice may be counted in it, or not.
    /// </summary>
    private sealed class Model(Reader reader, List<ChatEvent> happened)
    {
        private readonly string[] _heard = reader.Heard.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        public void Check()
        {
            int next = 0;
            foreach (var (room, from, to) in Stays())
            {
                Assert.True(next < _heard.Length, $"{reader.Id} heard nothing of {room.Name}.");
                Assert.StartsWith(from.OtherRoom is null ? $"Welcome, {from.Nickname}! " : $"You are in {room.Name}. ", _heard[next], StringComparison.Ordinal);
                var lines = happened.SkipWhile(one => one != from).Skip(1).TakeWhile(one => one != to).Where(one => one.Room == room && !IsSilent(one)).Select(one => new Expected(Words(one), one.Member == reader.Member)).ToList();
                next = Match(lines, 0, next + 1) ?? throw new InvalidOperationException(
                    $"{reader.Id} in {room.Name} should have heard:\n{Shown(lines.Select(line => $"{(line.IsOwn ? '-' : ' ')} {line.Words}"))}\nand heard:\n{Shown(_heard[next..])}");
            }

            Assert.Equal(_heard.Length, next);
        }

        /// <returns>Where in what was heard the lines end; null if it is something else.</returns>
        private int? Match(List<Expected> lines, int line, int heard)
        {
            for (; line < lines.Count; line++)
            {
                if (heard < _heard.Length && Skipped(_heard[heard]) is { } skipped)
                {
                    int own = lines.Skip(line).TakeWhile(one => one.IsOwn).Count();
                    return Enumerable.Range(line, own + 1).Select(from => from + skipped).Where(to => to <= lines.Count).Select(to => Match(lines, to, heard + 1)).FirstOrDefault(end => end is not null);
                }

                if (lines[line].IsOwn) continue;
                if (heard == _heard.Length || _heard[heard++] != lines[line].Words) return null;
            }

            return heard == _heard.Length || _heard[heard].StartsWith("You are in ", StringComparison.Ordinal) ? heard : null;
        }

        private static string Shown(IEnumerable<string> lines) => string.Join("\n", lines.Select(line => line[..Math.Min(60, line.Length)]));

        private static int? Skipped(string line) =>
            line.EndsWith(" skipped ***", StringComparison.Ordinal) ? int.Parse(line.Split(' ')[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : null;

        // In a room that is closed nobody is told who goes from there.
        private bool IsSilent(ChatEvent one) => one is { Kind: ChatEventKind.Departed, OtherRoom: not null } && IsClosed(one);

        private bool IsClosed(ChatEvent when) =>
            happened.TakeWhile(other => !ReferenceEquals(other, when)).Any(other => other.Kind == ChatEventKind.RoomClosed && other.Room == when.Room);

        private IEnumerable<(IChatRoom Room, ChatEvent From, ChatEvent To)> Stays()
        {
            ChatEvent? from = null;
            foreach (var one in happened.Where(one => one.Member == reader.Member))
            {
                if (one.Kind == ChatEventKind.Arrived) from = one;
                if (one.Kind == ChatEventKind.Departed) yield return (one.Room, from!, one);
            }
        }

        private static string Words(ChatEvent one) => one.Kind switch
        {
            ChatEventKind.Arrived when one.OtherRoom is { } from => $"+++ {one.Nickname} came from {from.Name} +++",
            ChatEventKind.Arrived => $"+++ {one.Nickname} arrived +++",
            ChatEventKind.Departed when one.OtherRoom is { } to => $"--- {one.Nickname} went to {to.Name} ---",
            ChatEventKind.Departed => $"--- {one.Nickname} left ---",
            ChatEventKind.Renamed => $"*** {one.Nickname} is now {one.Text} ***",
            ChatEventKind.Said => $"{one.Nickname}> {one.Text}",
            ChatEventKind.Announced => $"*** {one.Text} ***",
            ChatEventKind.RoomClosed => $"*** {one.Room.Name} is closed. You go to lobby. ***",
            _ => throw new InvalidOperationException($"{one.Kind}"),
        };
    }

    private readonly record struct Expected(string Words, bool IsOwn);

    /// <summary>A connection that takes everything, or only now and then.</summary>
    private sealed class Reader(string id, bool isSlow) : IChatConnection
    {
        private readonly StringBuilder _heard = new();
        private readonly Lock _lock = new();
        private TaskCompletionSource _gate = NewGate(isSlow);

        public string Id => id;

        public EndPoint? RemoteEndPoint => null;

        public ChatMember Member { get; set; } = null!;

        public string Heard
        {
            get
            {
                lock (_lock) return _heard.ToString();
            }
        }

        public void Open() => _gate.TrySetResult();

        public void OpenForAMoment() => Interlocked.Exchange(ref _gate, NewGate(isClosed: isSlow)).TrySetResult();

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
        {
            if (isSlow) await _gate.Task.WaitAsync(cancellationToken);
            lock (_lock) _heard.Append(Encoding.UTF8.GetString(bytes.Span));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static TaskCompletionSource NewGate(bool isClosed)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!isClosed) gate.SetResult();
            return gate;
        }
    }
}
