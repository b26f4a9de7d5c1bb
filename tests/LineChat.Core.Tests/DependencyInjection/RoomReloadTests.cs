using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.DependencyInjection;

/// <summary>What is reloaded of rooms while people are in them.</summary>
public sealed class RoomReloadTests
{
    [Fact]
    public async Task A_topic_that_has_changed_in_the_configuration_is_told_and_one_that_has_not_stays_as_members_set_it()
    {
        var settings = new Settings(("Rooms:Permanent:lobby:Topic", "Anything"), ("Rooms:Permanent:dev:Topic", "What we build"));
        await using var chat = await settings.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.ExpectLineAsync("Topic: Anything");
        await ann.TypeLineAsync("/topic Something");
        await ann.ExpectLineAsync("*** Ann set the topic: Something ***");

        settings.Change(("Rooms:Permanent:dev:Topic", "What we test"), ("Dialect:Said", "{nick}: {text}"));
        Assert.Equal("What we test", chat.Chat.FindRoom("dev")!.Topic);
        Assert.Equal("Something", chat.Room.Topic);

        settings.Change(("Rooms:Permanent:lobby:Topic", "Everything"));
        await ann.ExpectLineAsync("*** The topic is now: Everything ***");
        settings.Change(("Rooms:Permanent:lobby:Topic", null));
        await ann.ExpectLineAsync("*** The topic was removed. ***");
        Assert.Empty(chat.Room.Topic);
    }

    [Fact]
    public async Task History_is_reloaded_for_all_rooms_and_for_one()
    {
        var settings = new Settings(("Rooms:Permanent:dev:Topic", ""));
        await using var chat = await settings.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        chat.Room.Announce("in the lobby");
        chat.Chat.FindRoom("dev")!.Announce("in dev");
        settings.Change(("Log:HistoryLines", "1"), ("Rooms:Permanent:dev:HistoryLines", "0"));
        var ben = chat.Connect();
        await ben.ExpectAsync(ChatClient.Prompt);
        await ben.TypeLineAsync("Ben");
        await ben.ExpectLineAsync("*** in the lobby ***");
        await ben.ExpectLineAsync("Welcome, Ben! 2 here: Ann, Ben. Type /help for commands.");
        await ben.TypeLineAsync("/join dev");
        await ben.ExpectLineAsync("You are in dev. 1 here: Ben.");

        settings.Change(("Rooms:Permanent:dev:HistoryLines", null));
        await ann.TypeLineAsync("/join dev");
        await ann.ExpectLineAsync("*** in the lobby ***");
        await ann.ExpectLineAsync("+++ Ben arrived +++");
        await ann.ExpectLineAsync("--- Ben went to dev ---");
        await ann.ExpectLineAsync("+++ Ben came from lobby +++");
        await ann.ExpectLineAsync("You are in dev. 2 here: Ben, Ann.");
    }

    [Fact]
    public async Task A_room_that_is_added_is_opened_and_one_that_is_removed_is_gone_once_nobody_is_in_it()
    {
        var settings = new Settings(("Rooms:Permanent:dev:Topic", "What we build"), ("Rooms:Permanent:empty:Topic", "Nothing"));
        await using var chat = await settings.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/join dev");
        await ann.ReadUntilAsync(line => line == "Topic: What we build");

        settings.Change(("Rooms:Permanent:dev:Topic", null), ("Rooms:Permanent:empty:Topic", null), ("Rooms:Permanent:test:Topic", "What breaks"));
        Assert.Equal(["lobby", "dev", "test"], chat.Chat.Rooms.Select(room => room.Name));
        await ann.TypeLineAsync("/join test");
        await ann.ReadUntilAsync(line => line == "Topic: What breaks");
        Assert.Equal(["lobby", "test"], chat.Chat.Rooms.Select(room => room.Name));
        await ann.TypeLineAsync("/join lobby");
        await ann.ReadUntilAsync(line => line == "You are in lobby. 1 here: Ann.");
        Assert.Equal(["lobby", "test"], chat.Chat.Rooms.Select(room => room.Name));
    }

    [Fact]
    public async Task A_room_that_members_have_opened_becomes_permanent_and_gets_its_topic()
    {
        var settings = new Settings(("Rooms:MaxRooms", "2"));
        await using var chat = await settings.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/join Dev");
        await ann.ExpectLineAsync("You are in Dev. 1 here: Ann.");

        settings.Change(("Rooms:Permanent:dev:Topic", "What we build"));
        await ann.ExpectLineAsync("*** The topic is now: What we build ***");
        await ann.TypeLineAsync("/join lobby");
        await ann.ExpectLineAsync("You are in lobby. 1 here: Ann.");
        Assert.Equal(["lobby", "Dev"], chat.Chat.Rooms.Select(room => room.Name));
    }

    [Fact]
    public async Task A_permanent_room_is_opened_though_members_have_opened_as_many_as_there_may_be()
    {
        var settings = new Settings(("Rooms:MaxRooms", "2"));
        await using var chat = await settings.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        await ann.TypeLineAsync("/join attic");
        await ann.ExpectLineAsync("You are in attic. 1 here: Ann.");
        settings.Change(("Rooms:Permanent:dev:Topic", "What we build"));
        Assert.Equal(["lobby", "attic", "dev"], chat.Chat.Rooms.Select(room => room.Name));
        await ann.TypeLineAsync("/join cellar");
        await ann.ExpectLineAsync("There are 2 rooms at most, and no more can be opened.");
        settings.Change(("Rooms:MaxRooms", "4"));
        await ann.TypeLineAsync("/join cellar");
        await ann.ExpectLineAsync("You are in cellar. 1 here: Ann.");
    }

    [Fact]
    public async Task A_room_of_the_hosts_stays_when_it_is_permanent_no_more_and_one_that_the_host_closed_is_not_opened_again()
    {
        var settings = new Settings(("Rooms:Permanent:dev:Topic", "What we build"), ("Rooms:Permanent:test:Topic", "What breaks"));
        await using var chat = await settings.StartAsync();
        await chat.Chat.OpenRoomAsync("dev");
        chat.Chat.FindRoom("test")!.Close();
        settings.Change(("Rooms:Permanent:dev:Topic", null));
        Assert.Equal(["lobby", "dev"], chat.Chat.Rooms.Select(room => room.Name));
        settings.Change(("Rooms:Permanent:test:Topic", null));
        settings.Change(("Rooms:Permanent:test:Topic", "What breaks"));
        Assert.Equal(["lobby", "dev", "test"], chat.Chat.Rooms.Select(room => room.Name));
    }

    [Fact]
    public async Task Who_may_set_the_topic_and_how_long_names_are_is_reloaded()
    {
        var settings = new Settings();
        await using var chat = await settings.StartAsync();
        var ann = (await chat.SignOnAsync("Ann"))[0];
        settings.Change(("Rooms:TopicPolicy", "Host"), ("Rooms:MaxNameLength", "5"));
        await ann.TypeLineAsync("/topic Mine");
        await ann.ExpectLineAsync("You can't set the topic here.");
        await ann.TypeLineAsync("/join kitchen");
        await ann.ExpectLineAsync("A name has 5 characters at most.");
    }

    [Fact]
    public async Task A_formatter_that_fails_at_a_topic_does_not_stop_the_reload()
    {
        var settings = new Settings();
        await using var chat = await ChatFixture.StartAsync(replace: services =>
        {
            settings.AddTo(services);
            services.AddSingleton<IMessageFormatter>(new ThrowingFormatter(message => message.Kind == ChatMessageKind.TopicAnnounced));
        });
        settings.Change(("Rooms:Permanent:lobby:Topic", "Anything"), ("Rooms:Permanent:dev:Topic", "What we build"));
        Assert.NotNull(chat.Chat.FindRoom("dev"));
    }
}
