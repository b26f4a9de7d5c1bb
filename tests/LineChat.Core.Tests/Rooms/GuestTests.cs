using System.Buffers;
using LineChat.Dialects;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Rooms;

public sealed class GuestTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;

    public async Task InitializeAsync() => _chat = await ChatFixture.StartAsync(options =>
    {
        options.Limits.LinesPerSecond = 0;
        options.Dialect.GuestsHear = true;
        options.Dialect[ChatMessageKind.Connected] = "{number} is here";
        options.Dialect[ChatMessageKind.Disconnected] = "{number} is gone";
    });

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task A_guest_hears_the_room_and_becomes_a_member_without_losing_or_hearing_twice()
    {
        var guest = _chat.Connect();
        await guest.ExpectAsync(ChatClient.Prompt);
        _chat.Room.Announce("before");
        await guest.TypeLineAsync("Ann");
        await guest.ExpectLineAsync("*** before ***");
        await guest.ExpectLineAsync("Welcome, Ann! 1 here: Ann. Type /help for commands.");
        _chat.Room.Announce("after");
        await guest.ExpectLineAsync("*** after ***");
    }

    [Fact]
    public async Task Others_are_told_when_a_guest_comes_and_when_it_goes()
    {
        var first = _chat.Connect();
        await first.ExpectAsync(ChatClient.Prompt);
        var second = _chat.Connect();
        await second.ExpectAsync(ChatClient.Prompt);
        await first.ExpectLineAsync("2 is here");
        second.CloseSending();
        await first.ExpectLineAsync("2 is gone");
        await second.ExpectClosedAsync();
        Assert.Empty(_chat.Room.Nicknames);
    }

    [Fact]
    public async Task A_nickname_that_is_not_good_is_answered_in_its_place_among_the_lines()
    {
        await using var ann = _chat.Room.Join("Ann").Member!;
        var guest = _chat.Connect();
        await guest.ExpectAsync(ChatClient.Prompt);
        ann.Say("one");
        await guest.ExpectLineAsync("Ann> one");
        await guest.TypeLineAsync("Ann");
        await guest.ExpectAsync("That name is taken. Please enter your name: ");
        ann.Say("two");
        await guest.ExpectLineAsync("Ann> two");
        await guest.TypeLineAsync("Ben");
        await guest.ExpectLineAsync("Welcome, Ben! 2 here: Ann, Ben. Type /help for commands.");
    }

    [Fact]
    public async Task A_guest_that_does_not_read_is_disconnected_like_anybody()
    {
        var guest = _chat.Connect(window: 1024);
        await guest.ExpectAsync(ChatClient.Prompt);
        var witness = _chat.Connect();
        await witness.ExpectAsync(ChatClient.Prompt);
        guest.StopReading();
        for (int i = 0; i < 1000; i++) _chat.Room.Announce("much");
        await _chat.Time.PassAsync(TimeSpan.FromSeconds(30));
        var seen = await witness.ReadUntilAsync(line => line == "1 is gone");
        Assert.Equal(1000, seen.Count(line => line == "*** much ***"));
    }

    [Fact]
    public async Task Guests_are_told_that_the_server_stops()
    {
        var guest = _chat.Connect();
        await guest.ExpectAsync(ChatClient.Prompt);
        var stopping = _chat.Server.StopAsync(Deadline.Token);
        await guest.ExpectLineAsync("*** The server is stopping. ***");
        await guest.ExpectClosedAsync();
        await stopping.InTimeAsync();
    }

    [Fact]
    public async Task Who_listens_without_a_word_is_announced_to_nobody()
    {
        var witness = _chat.Connect();
        await witness.ExpectAsync(ChatClient.Prompt);
        var ears = new InMemoryTransport();
        var client = new MemoryChatClient(ears.Connect());
        var connection = await (await ears.ListenAsync(Deadline.Token))[0].AcceptAsync(Deadline.Token);
        var guest = _chat.Room.Admit(connection, announce: false)!;
        _chat.Room.Announce("all");
        await client.ExpectLineAsync("*** all ***");
        await guest.DisposeAsync().InTimeAsync();
        _chat.Room.Announce("those left");
        await witness.ExpectLineAsync("*** all ***");
        await witness.ExpectLineAsync("*** those left ***");
        await client.DisposeAsync();
    }

    [Fact]
    public async Task A_guest_becomes_a_member_once()
    {
        var ears = new InMemoryTransport();
        ears.Connect();
        var guest = _chat.Room.Admit(await (await ears.ListenAsync(Deadline.Token))[0].AcceptAsync(Deadline.Token))!;
        Assert.True(guest.Join("Ann").Succeeded);
        Assert.Throws<InvalidOperationException>(() => guest.Join("Ben"));
        Assert.Equal(["Ann"], _chat.Room.Nicknames);
        await guest.DisposeAsync().InTimeAsync();
        Assert.True(_chat.Room.Join("Ann").Succeeded);
        Assert.True(_chat.Room.Join("Ben").Succeeded);
    }

    [Fact]
    public async Task A_guest_that_joins_while_it_leaves_has_arrived_and_left()
    {
        var formatter = new Interrupted();
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<IMessageFormatter>(formatter));
        await using var heard = Events.Watch(chat.Room.WatchAsync());
        var ears = new InMemoryTransport();
        ears.Connect();
        var guest = chat.Room.Admit(await (await ears.ListenAsync(Deadline.Token))[0].AcceptAsync(Deadline.Token))!;
        formatter.Meanwhile = () => Assert.True(guest.Join("Ann").Succeeded);
        await guest.DisposeAsync().InTimeAsync();
        Assert.Equal(new(ChatEventKind.Arrived, "Ann"), (Seen)await heard.NextAsync());
        Assert.Equal(new(ChatEventKind.Departed, "Ann"), (Seen)await heard.NextAsync());
        Assert.True(chat.Room.Join("Ann").Succeeded);
    }

    [Fact]
    public async Task Nobody_listens_to_a_room_that_is_closed()
    {
        _chat.Room.Close();
        var ears = new InMemoryTransport();
        ears.Connect();
        Assert.Null(_chat.Room.Admit(await (await ears.ListenAsync(Deadline.Token))[0].AcceptAsync(Deadline.Token)));
    }

    /// <summary>Lets something happen while it is being put into words that a guest is gone.</summary>
    private sealed class Interrupted : IMessageFormatter
    {
        private readonly TemplateFormatter _formatter = new(new());

        public Action? Meanwhile { get; set; }

        public void Format(in ChatMessage message, IBufferWriter<byte> output)
        {
            if (message.Kind == ChatMessageKind.Disconnected) Meanwhile?.Invoke();
            _formatter.Format(message, output);
        }
    }
}
