using System.Reflection;
using LineChat.Tests.Support;

namespace LineChat.Tests.Rooms;

/// <summary>What all verbs of the chat, its rooms, members and guests have in common.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;
    private MemoryChatClient _annReads = null!;
    private MemoryChatClient _guestReads = null!;
    private ChatMember _ann = null!;
    private ChatMember _ben = null!;
    private ChatGuest _guest = null!;

    public static TheoryData<string> Verbs => [.. All.Keys];

    private static Dictionary<string, Func<VerbTests, CancellationToken, Task>> All { get; } = new()
    {
        ["Chat.AnnounceAsync"] = (to, token) => to._chat.Chat.AnnounceAsync("done", token).AsTask(),
        ["Chat.CloseAsync"] = (to, token) => to._chat.Chat.CloseAsync(token).AsTask(),
        ["Chat.FindMemberAsync"] = (to, token) => to._chat.Chat.FindMemberAsync("Ben", token).AsTask(),
        ["Chat.JoinAsync"] = (to, token) => to._chat.Chat.JoinAsync("done", null, null, token).AsTask(),
        ["Chat.OpenRoomAsync"] = (to, token) => to._chat.Chat.OpenRoomAsync("done", null, token).AsTask(),
        ["IChatRoom.AnnounceAsync"] = (to, token) => to._chat.Room.AnnounceAsync("done", token).AsTask(),
        ["IChatRoom.CloseAsync"] = (to, token) => to._ben.Room.CloseAsync(token).AsTask(),
        ["IChatRoom.JoinAsync"] = (to, token) => to._chat.Room.JoinAsync("done", null, null, token).AsTask(),
        ["IChatRoom.SetTopicAsync"] = (to, token) => to._chat.Room.SetTopicAsync("done", token).AsTask(),
        ["ChatGuest.JoinAsync"] = (to, token) => to._guest.JoinAsync("done", token).AsTask(),
        ["ChatGuest.ReplyAsync(ChatMessage)"] = (to, token) => to._guest.ReplyAsync(new ChatMessage(ChatMessageKind.Usage), token).AsTask(),
        ["ChatGuest.ReplyAsync(ReadOnlyMemory)"] = (to, token) => to._guest.ReplyAsync("done\r\n"u8.ToArray(), token).AsTask(),
        ["ChatMember.ActAsync"] = (to, token) => to._ben.ActAsync("done", token).AsTask(),
        ["ChatMember.AnswerAsync"] = (to, token) => to._ben.AnswerAsync("done", token).AsTask(),
        ["ChatMember.KickAsync"] = (to, token) => to._ben.KickAsync("done", token).AsTask(),
        ["ChatMember.MoveAsync(IChatRoom)"] = (to, token) => to._ben.MoveAsync(to._chat.Room, token).AsTask(),
        ["ChatMember.MoveAsync(string)"] = (to, token) => to._ben.MoveAsync("lobby", token).AsTask(),
        ["ChatMember.MuteAsync"] = (to, token) => to._ben.MuteAsync(DateTimeOffset.MaxValue, token).AsTask(),
        ["ChatMember.RenameAsync"] = (to, token) => to._ben.RenameAsync("done", token).AsTask(),
        ["ChatMember.ReplyAsync(ChatMessage)"] = (to, token) => to._ann.ReplyAsync(new ChatMessage(ChatMessageKind.Usage), token).AsTask(),
        ["ChatMember.ReplyAsync(IReadOnlyList)"] = (to, token) => to._ann.ReplyAsync([new(ChatMessageKind.Usage), new(ChatMessageKind.Who)], token).AsTask(),
        ["ChatMember.ReplyAsync(ReadOnlyMemory)"] = (to, token) => to._ann.ReplyAsync("done\r\n"u8.ToArray(), token).AsTask(),
        ["ChatMember.SayAsync(ReadOnlyMemory)"] = (to, token) => to._ben.SayAsync("done"u8.ToArray(), token).AsTask(),
        ["ChatMember.SayAsync(string)"] = (to, token) => to._ben.SayAsync("done", token).AsTask(),
        ["ChatMember.SetTopicAsync"] = (to, token) => to._ben.SetTopicAsync("done", token).AsTask(),
        ["ChatMember.WhisperAsync(ChatMember)"] = (to, token) => to._ben.WhisperAsync(to._ann, "done", token).AsTask(),
        ["ChatMember.WhisperAsync(string)"] = (to, token) => to._ben.WhisperAsync("Ann", "done", token).AsTask(),
    };

    // Ann is in the lobby, as the guest is, and Ben in a room of his own; each has whispered to the other.
    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync();
        _annReads = (await _chat.SignOnAsync("Ann"))[0];
        _ann = (await _chat.Chat.FindMemberAsync("Ann"))!;
        _ben = _chat.Room.Join("Ben").Member!;
        await using var benReads = _ben.WatchAsync().GetAsyncEnumerator();
        var isWhispered = benReads.MoveNextAsync().AsTask();
        await _ann.WhisperAsync(_ben, "before");
        Assert.True(await isWhispered.WaitAsync(Deadline.Time));
        await _ben.WhisperAsync(_ann, "before");
        _ben.Move("dev");
        await _annReads.ExpectLineAsync("+++ Ben arrived +++");
        await _annReads.ExpectLineAsync("[you -> Ben] before");
        await _annReads.ExpectLineAsync("[Ben -> you] before");
        await _annReads.ExpectLineAsync("--- Ben went to dev ---");

        var client = new InMemoryClient(64 * 1024);
        _guestReads = new(client);
        _guest = _chat.Room.Admit(client.Connection)!;
    }

    public async Task DisposeAsync()
    {
        await _guestReads.DisposeAsync();
        await _chat.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_token_that_is_cancelled_already_stops_a_verb_before_it_does_anything(string verb)
    {
        await using var events = _chat.Chat.WatchAsync().GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => All[verb](this, new CancellationToken(canceled: true)));

        await _chat.Room.AnnounceAsync("the end");
        Assert.True(await next.WaitAsync(Deadline.Time));
        Assert.Equal("the end", events.Current.Text);
        await _annReads.ExpectLineAsync("*** the end ***");
        await _guestReads.ExpectLineAsync("*** the end ***");
        Assert.Null(_ben.MutedUntil);
        Assert.Equal(["lobby", "dev"], _chat.Chat.Rooms.Select(room => room.Name));
    }

    [Fact]
    public void Every_verb_of_the_contract_that_takes_a_token_is_tested()
    {
        var verbs =
            from type in new[] { typeof(Chat), typeof(IChatRoom), typeof(ChatGuest), typeof(ChatMember) }
            from method in type.GetMethods()
            where typeof(ValueTask).IsAssignableFrom(method.ReturnType) || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>))
            where method.Name != nameof(IAsyncDisposable.DisposeAsync)
            select $"{type.Name}.{method.Name}";
        Assert.Equal(verbs.Distinct().Order(StringComparer.Ordinal), All.Keys.Select(key => key.Split('(')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_null_and_must_not_be_is_refused_by_its_name()
    {
        foreach (var (type, target) in new (Type, object)[] { (typeof(Chat), _chat.Chat), (typeof(IChatRoom), _chat.Room), (typeof(ChatMember), _ben), (typeof(ChatGuest), _guest) })
        {
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName)) Nulls.ExpectRefused(target, method, Argument);
        }

        Assert.Equal("Ben", _ben.Nickname);
        Assert.Same(_ben.Room, _chat.Chat.FindRoom("dev"));

        object? Argument(Type type) =>
            type == typeof(string) ? "done"
            : type == typeof(ChatMember) ? _ann
            : type.IsValueType ? Activator.CreateInstance(type)
            : throw new NotSupportedException($"{type}");
    }

    [Fact]
    public async Task Who_has_left_gets_the_same_answer_whatever_it_would_tell_whom()
    {
        _ben.Leave();

        Assert.Equal(WhisperStatus.Closed, (await _ben.AnswerAsync("psst")).Status);
        Assert.Equal(WhisperStatus.Closed, (await _ben.WhisperAsync("Ann", "psst")).Status);
        Assert.Equal(WhisperStatus.Closed, (await _ben.WhisperAsync("nobody", "psst")).Status);
        Assert.Equal(WhisperStatus.Closed, (await _ben.WhisperAsync(_ann, "")).Status);
    }
}
