using LineChat.Tests.Support;

namespace LineChat.Tests.Sessions;

/// <summary>What members type to go from room to room.</summary>
public sealed class RoomCommandTests : IAsyncLifetime
{
    private ChatFixture _chat = null!;
    private MemoryChatClient _ann = null!;
    private MemoryChatClient _bob = null!;

    public async Task InitializeAsync()
    {
        _chat = await ChatFixture.StartAsync(options =>
        {
            options.Limits.LinesPerSecond = 0;
            options.Log.HistoryLines = 2;
            options.Rooms.Lobby = "hall";
            options.Rooms.Permanent["dev"] = new() { Topic = "What we build", HistoryLines = 0 };
            options.Rooms.Permanent["hall"] = new() { HistoryLines = 0 };
        });
        var clients = await _chat.SignOnAsync("Ann", "Bob");
        (_ann, _bob) = (clients[0], clients[1]);
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task Who_goes_to_another_room_is_told_of_in_both()
    {
        await _ann.TypeLineAsync("/join dev");
        await _ann.ExpectLineAsync("You are in dev. 1 here: Ann.");
        await _ann.ExpectLineAsync("Topic: What we build");
        await _bob.ExpectLineAsync("--- Ann went to dev ---");
        await _ann.TypeLineAsync("alone");
        await _bob.TypeLineAsync("/join DEV");
        await _bob.ExpectLineAsync("You are in dev. 2 here: Ann, Bob.");
        await _bob.ExpectLineAsync("Topic: What we build");
        await _ann.ExpectLineAsync("+++ Bob came from hall +++");
        await _bob.TypeLineAsync("hello");
        await _ann.ExpectLineAsync("Bob> hello");
        await _bob.TypeLineAsync("/quit");
        await _ann.ExpectLineAsync("--- Bob left ---");
    }

    [Fact]
    public async Task Each_room_has_its_own_history()
    {
        await _ann.TypeLineAsync("/join play");
        await _ann.ExpectLineAsync("You are in play. 1 here: Ann.");
        foreach (string line in (string[])["one", "two", "three"]) await _ann.TypeLineAsync(line);
        await _ann.TypeLineAsync("/who");
        await _ann.ExpectLineAsync("1 here: Ann.");
        await _bob.ExpectLineAsync("--- Ann went to play ---");
        await _bob.TypeLineAsync("/join play");
        await _bob.ExpectLineAsync("Ann> two");
        await _bob.ExpectLineAsync("Ann> three");
        await _bob.ExpectLineAsync("You are in play. 2 here: Ann, Bob.");
    }

    [Fact]
    public async Task Who_comes_back_to_a_room_is_shown_what_was_said_meanwhile_and_not_what_it_has_read()
    {
        await _ann.TypeLineAsync("/join play");
        await _ann.ExpectLineAsync("You are in play. 1 here: Ann.");
        await _bob.ExpectLineAsync("--- Ann went to play ---");
        await _ann.TypeLineAsync("one");
        await _ann.TypeLineAsync("/who");
        await _ann.ExpectLineAsync("1 here: Ann.");
        await _bob.TypeLineAsync("/join play");
        await _bob.ExpectLineAsync("+++ Ann came from hall +++");
        await _bob.ExpectLineAsync("Ann> one");
        await _bob.ExpectLineAsync("You are in play. 2 here: Ann, Bob.");
        await _ann.ExpectLineAsync("+++ Bob came from hall +++");
        await _ann.TypeLineAsync("two");
        await _bob.ExpectLineAsync("Ann> two");

        await _bob.TypeLineAsync("/join dev");
        await _bob.ExpectLineAsync("You are in dev. 1 here: Bob.");
        await _bob.ExpectLineAsync("Topic: What we build");
        await _ann.ExpectLineAsync("--- Bob went to dev ---");
        await _bob.TypeLineAsync("/join play"); // at once
        await _bob.ExpectLineAsync("You are in play. 2 here: Ann, Bob.");
        await _ann.ExpectLineAsync("+++ Bob came from dev +++");

        await _bob.TypeLineAsync("/join dev");
        await _bob.ExpectLineAsync("You are in dev. 1 here: Bob.");
        await _bob.ExpectLineAsync("Topic: What we build");
        await _ann.ExpectLineAsync("--- Bob went to dev ---");
        await _ann.TypeLineAsync("three");
        await _ann.TypeLineAsync("/who");
        await _ann.ExpectLineAsync("1 here: Ann.");
        await _bob.TypeLineAsync("/join play");
        await _bob.ExpectLineAsync("Ann> three");
        await _bob.ExpectLineAsync("You are in play. 2 here: Ann, Bob.");
    }

    [Fact]
    public async Task Whispers_reach_people_in_other_rooms_and_so_do_answers()
    {
        await _ann.TypeLineAsync("/join play");
        await _ann.ExpectLineAsync("You are in play. 1 here: Ann.");
        await _bob.ExpectLineAsync("--- Ann went to play ---");
        await _bob.TypeLineAsync("/msg Ann psst");
        await _bob.ExpectLineAsync("[you -> Ann] psst");
        await _ann.ExpectLineAsync("[Bob -> you] psst");
        await _ann.TypeLineAsync("/reply yes?");
        await _ann.ExpectLineAsync("[you -> Bob] yes?");
        await _bob.ExpectLineAsync("[Ann -> you] yes?");
    }

    [Fact]
    public async Task Rooms_are_listed_with_their_topics_and_who_is_there_can_be_asked()
    {
        await _ann.TypeLineAsync("/rooms");
        await _ann.ExpectLineAsync("hall  2 here");
        await _ann.ExpectLineAsync("dev  0 here  What we build");
        await _bob.TypeLineAsync("/join play");
        await _bob.ExpectLineAsync("You are in play. 1 here: Bob.");
        await _ann.ExpectLineAsync("--- Bob went to play ---");
        await _ann.TypeLineAsync("/who play");
        await _ann.ExpectLineAsync("1 in play: Bob.");
        await _ann.TypeLineAsync("/who HALL");
        await _ann.ExpectLineAsync("1 here: Ann.");
        await _ann.TypeLineAsync("/who nowhere");
        await _ann.ExpectLineAsync("There is no room nowhere. Type /rooms to see those there are.");
    }

    [Fact]
    public async Task A_topic_can_be_asked_for_and_set()
    {
        await _ann.TypeLineAsync("/topic");
        await _ann.ExpectLineAsync("hall has no topic. Type /topic TEXT to set one.");
        await _ann.TypeLineAsync("/topic Everything");
        await _ann.ExpectLineAsync("*** Ann set the topic: Everything ***");
        await _bob.ExpectLineAsync("*** Ann set the topic: Everything ***");
        await _bob.TypeLineAsync("/topic");
        await _bob.ExpectLineAsync("Topic: Everything");
    }

    [Fact]
    public async Task What_cannot_be_is_answered()
    {
        await _ann.TypeLineAsync("/join");
        await _ann.ExpectLineAsync("Type /join ROOM");
        await _ann.TypeLineAsync("/join hall");
        await _ann.ExpectLineAsync("You are in hall already.");
        await _ann.TypeLineAsync("/join a b");
        await _ann.ExpectLineAsync("\" \" can't be in a name; use letters, digits, \"_\", \".\" and \"-\".");
    }

    [Fact]
    public async Task Where_only_the_host_sets_topics_a_member_is_told()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Rooms.TopicPolicy = TopicPolicy.Host);
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/topic Mine");
        await ann.ExpectLineAsync("You can't set the topic here.");
        chat.Room.SetTopic("The host's");
        await ann.ExpectLineAsync("*** The topic is now: The host's ***");
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(100, "python")]
    public async Task Where_rooms_are_off_nothing_speaks_of_them(int maxRooms, string? dialect)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Rooms.MaxRooms = maxRooms, dialect: dialect);
        Assert.Equal("There are no other rooms.", (await chat.Chat.OpenRoomAsync("dev")).Reason);
        Assert.Single(chat.Chat.Rooms);
        if (dialect is not null) return;
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/help");
        await ann.ExpectLineAsync("/help  shows what you can type");
        await ann.ExpectLineAsync("/who  shows who is here");
        var rest = await ann.ReadUntilAsync(line => line.StartsWith("/quit", StringComparison.Ordinal));
        Assert.Equal(5, rest.Count);
        await ann.TypeLineAsync("/join dev");
        await ann.ExpectLineAsync("There is no command /join. Type /help for commands.");
        await ann.TypeLineAsync("/who dev");
        await ann.ExpectLineAsync("1 here: Ann.");
    }
}
