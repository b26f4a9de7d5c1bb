using System.Net;
using LineChat.Diagnostics;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Sessions;

/// <summary>What the host knows about a client whose connection it gives to the server, and what it is told about it.</summary>
public sealed class ServeOptionsTests
{
    private const string WelcomeAnn = "Welcome, Ann! 1 here: Ann. Type /help for commands.";

    [Fact]
    public async Task A_client_with_a_settled_nickname_is_asked_nothing_and_is_a_member_at_once()
    {
        await using var chat = await ChatFixture.StartAsync();
        var (ann, served) = chat.Serve(new() { Nickname = "Ann" });
        await ann.ExpectLineAsync(WelcomeAnn);
        var bob = chat.Connect();
        await bob.SignOnAsync("Bob");
        await ann.ExpectLineAsync("+++ Bob arrived +++");
        await ann.TypeLineAsync("hello");
        await bob.ExpectLineAsync("Ann> hello");
        await ann.TypeLineAsync("/quit");
        await bob.ExpectLineAsync("--- Ann left ---");

        var result = await served.InTimeAsync();
        Assert.Equal(ServeStatus.Ended, result.Status);
        Assert.Equal("Ann", result.Join?.Member?.Nickname);
    }

    [Fact]
    public async Task A_client_with_a_settled_nickname_has_no_time_to_sign_on_to_use_up()
    {
        var policy = new WaitingPolicy();
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(policy));
        var (ann, _) = chat.Serve(new() { Nickname = "Ann" });
        await policy.IsAsked.InTimeAsync();
        chat.Time.Advance(TimeSpan.FromMinutes(2));
        chat.Time.Advance(TimeLimit.SecondLook);
        policy.Answer();
        await ann.ExpectLineAsync(WelcomeAnn);
    }

    [Fact]
    public async Task A_taken_nickname_is_refused_in_words_and_the_host_is_told()
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.SignOnAsync("Ann");
        var (client, served) = chat.Serve(new() { Nickname = "ANN" });
        await client.ExpectLineAsync("That name is taken. Goodbye.");
        await client.ExpectClosedAsync();

        var result = await served.InTimeAsync();
        Assert.Equal(ServeStatus.NicknameRefused, result.Status);
        Assert.Equal(NicknameStatus.Taken, result.Join?.Status);
        Assert.Null(result.Join?.Member);
    }

    [Fact]
    public async Task A_nickname_that_looks_like_another_is_refused_with_that_one()
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.SignOnAsync("Carl");
        var (client, served) = chat.Serve(new() { Nickname = "CarI" });
        await client.ExpectLineAsync("CarI looks like Carl, who is here. Goodbye.");
        Assert.Equal("Carl", (await served.InTimeAsync()).Join?.Resembles);
    }

    [Theory]
    [InlineData("", NicknameStatus.Missing, "A name is required. Goodbye.")]
    [InlineData("Ann\u001B[2J", NicknameStatus.NotAllowed, "U+001B can't be in a name; use letters, digits, \"_\", \".\" and \"-\". Goodbye.")]
    [InlineData("a b", NicknameStatus.NotAllowed, "\" \" can't be in a name; use letters, digits, \"_\", \".\" and \"-\". Goodbye.")]
    public async Task A_nickname_that_is_not_allowed_is_refused_in_words_and_the_host_is_told(string nickname, NicknameStatus status, string words)
    {
        await using var chat = await ChatFixture.StartAsync();
        var (client, served) = chat.Serve(new() { Nickname = nickname, TakenNickname = TakenNicknamePolicy.AddNumber });
        await client.ExpectLineAsync(words);
        await client.ExpectClosedAsync();

        var result = await served.InTimeAsync();
        Assert.Equal((ServeStatus.NicknameRefused, status), (result.Status, result.Join?.Status));
    }

    [Fact]
    public async Task A_number_is_added_to_a_taken_nickname_if_the_host_asks_for_it()
    {
        await using var chat = await ChatFixture.StartAsync();
        string[] names = ["Ben", "Ben2", "Ben3"];
        foreach (string name in names)
        {
            var (client, _) = chat.Serve(new() { Nickname = " Ben ", TakenNickname = TakenNicknamePolicy.AddNumber });
            Assert.StartsWith($"Welcome, {name}! ", await client.ReadLineAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(names, chat.Room.Nicknames);
    }

    [Theory]
    [InlineData(5, "Benny", "Benn2")]
    [InlineData(3, "Be\u0301n", "B\u00E92")]
    [InlineData(2, "\U00010400\U00010401", "\U000104002")]
    [InlineData(1, "B", null)]
    public async Task A_nickname_is_cut_before_the_number_where_it_would_be_too_long(int most, string nickname, string? numbered)
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxNicknameLength = most);
        var (first, _) = chat.Serve(new() { Nickname = nickname });
        await first.ReadLineAsync();
        var (second, served) = chat.Serve(new() { Nickname = nickname, TakenNickname = TakenNicknamePolicy.AddNumber });
        await second.ReadLineAsync();
        if (numbered is null) Assert.Equal(NicknameStatus.Taken, (await served.InTimeAsync()).Join?.Status);
        else Assert.Equal(numbered, chat.Room.Nicknames[^1]);
    }

    [Fact]
    public async Task Numbers_end_at_a_hundred_and_then_the_nickname_is_taken()
    {
        await using var chat = await ChatFixture.StartAsync();
        for (int i = 0; i < 100; i++)
        {
            var (client, _) = chat.Serve(new() { Nickname = "Ben", TakenNickname = TakenNicknamePolicy.AddNumber });
            await client.ReadLineAsync();
        }

        Assert.Equal("Ben100", chat.Room.Nicknames[^1]);
        var (last, served) = chat.Serve(new() { Nickname = "Ben", TakenNickname = TakenNicknamePolicy.AddNumber });
        await last.ExpectLineAsync("That name is taken. Goodbye.");
        Assert.Equal(NicknameStatus.Taken, (await served.InTimeAsync()).Join?.Status);
    }

    [Fact]
    public async Task Where_the_policy_refuses_numbers_a_taken_nickname_is_refused_as_taken()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Dialect.NicknamePattern = "[A-Za-z]+");
        await chat.SignOnAsync("Ben");
        var (client, served) = chat.Serve(new() { Nickname = "Ben", TakenNickname = TakenNicknamePolicy.AddNumber });
        await client.ExpectLineAsync("That name is taken. Goodbye.");
        Assert.Equal(NicknameStatus.Taken, (await served.InTimeAsync()).Join?.Status);
    }

    [Fact]
    public async Task The_address_that_the_host_knows_is_the_one_that_is_counted_and_shown()
    {
        await using var chat = await ChatFixture.StartAsync(options => options.Limits.MaxConnectionsPerAddress = 1);
        var person = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 50_000);
        var (ann, _) = chat.Serve(new() { Nickname = "Ann", RemoteEndPoint = person });
        await ann.ExpectLineAsync(WelcomeAnn);
        Assert.Equal(person, Assert.Single(chat.Chat.Members).RemoteEndPoint);

        var (second, served) = chat.Serve(new() { Nickname = "Bob", RemoteEndPoint = person });
        await second.ExpectLineAsync("There are too many connections from your address. Close one, and try again.");
        await second.ExpectClosedAsync();
        var result = await served.InTimeAsync();
        Assert.Equal(ServeStatus.TooManyConnections, result.Status);
        Assert.Null(result.Join);
        await chat.ExpectReachedAsync(ChatLimit.ConnectionsPerAddress);
    }

    [Fact]
    public async Task Those_with_settled_nicknames_wait_for_their_turn_with_the_others_of_their_address()
    {
        await using var chat = await ChatFixture.StartAsync(options => (options.Limits.SignOnsPerSecondPerAddress, options.Limits.ConnectionsPerSecondPerAddress) = (1, 0));
        var person = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 50_000);
        for (int i = 1; i <= 8; i++) await chat.Serve(new() { Nickname = $"Ann{i}", RemoteEndPoint = person }).Client.ReadLineAsync();

        var (late, _) = chat.Serve(new() { Nickname = "Late", RemoteEndPoint = person });
        await chat.ExpectReachedAsync(ChatLimit.SignOnsPerSecondPerAddress);
        Assert.DoesNotContain("Late", chat.Room.Nicknames);
        await chat.Time.PassUntilAsync(late.ReadLineAsync(), TimeSpan.FromSeconds(1));
        Assert.Contains("Late", chat.Room.Nicknames);
    }

    [Fact]
    public async Task What_the_host_knows_is_found_again_at_the_member_whichever_way_it_signs_on()
    {
        await using var chat = await ChatFixture.StartAsync();
        object claims = new();
        var (ann, _) = chat.Serve(new() { State = claims, IsOperator = true });
        await ann.SignOnAsync("Ann");
        var member = Assert.Single(chat.Chat.Members);
        Assert.Same(claims, member.State);
        Assert.True(member.IsOperator);

        var robby = (await chat.Room.JoinAsync("Robby", options: new() { State = claims })).Member!;
        Assert.Same(claims, robby.State);
        Assert.False(robby.IsOperator);
        Assert.Null(robby.RemoteEndPoint);
    }

    [Fact]
    public async Task What_the_host_knows_is_found_again_at_a_member_that_was_a_guest()
    {
        await using var chat = await ChatFixture.StartAsync(dialect: "python");
        object claims = new();
        var (ann, _) = chat.Serve(new() { State = claims });
        await ann.TypeAsync("Ann\n");
        while (chat.Room.MemberCount == 0) await Task.Delay(1, Deadline.Token);
        Assert.Same(claims, Assert.Single(chat.Chat.Members).State);
    }

    [Fact]
    public async Task A_member_of_which_the_host_knows_nothing_has_the_address_of_its_connection()
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.ConnectFrom("192.0.2.1").SignOnAsync("Ann");
        var member = Assert.Single(chat.Chat.Members);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), ((IPEndPoint)member.RemoteEndPoint!).Address);
        Assert.Null(member.State);
        Assert.False(member.IsOperator);
    }

    [Fact]
    public async Task The_host_is_told_that_a_client_did_not_sign_on()
    {
        await using var chat = await ChatFixture.StartAsync();
        var (client, served) = chat.Serve();
        await client.ExpectAsync(ChatClient.Prompt);
        client.CloseSending();
        var result = await served.InTimeAsync();
        Assert.Equal(ServeStatus.NotSignedOn, result.Status);
        Assert.Null(result.Join);
    }

    [Fact]
    public async Task The_host_is_told_that_there_was_a_member_whichever_way_its_conversation_ended()
    {
        await using var chat = await ChatFixture.StartAsync();
        var (client, served) = chat.Serve(new() { Nickname = "Ann" });
        await client.ExpectLineAsync(WelcomeAnn);
        client.Reset();
        var result = await served.InTimeAsync();
        Assert.Equal(ServeStatus.Ended, result.Status);
        Assert.Equal("Ann", result.Join?.Member?.Nickname);
    }

    [Fact]
    public async Task While_the_server_stops_a_settled_nickname_comes_to_nothing_in_words()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(new WaitingPolicy()));
        var (client, served) = chat.Serve(new() { Nickname = "Ann" });
        var stopping = chat.Server.StopAsync(Deadline.Token);
        await client.ExpectLineAsync("*** The server is stopping. ***");
        await stopping.InTimeAsync();
        Assert.Equal(ServeStatus.NotSignedOn, (await served.InTimeAsync()).Status);
    }

    [Fact]
    public async Task A_settled_nickname_that_is_given_up_ends_without_a_word()
    {
        await using var chat = await ChatFixture.StartAsync(replace: services => services.AddSingleton<INicknamePolicy>(new WaitingPolicy()));
        using var over = new CancellationTokenSource();
        var (client, served) = chat.Serve(new() { Nickname = "Ann" }, over.Token);
        await over.CancelAsync();
        await client.ExpectClosedAsync();
        Assert.Equal(ServeStatus.NotSignedOn, (await served.InTimeAsync()).Status);
    }

    [Fact]
    public async Task A_connection_that_comes_while_the_server_stops_is_not_signed_on()
    {
        await using var chat = await ChatFixture.StartAsync();
        await chat.Server.StopAsync(Deadline.Token);
        Assert.Equal(ServeStatus.NotSignedOn, (await chat.Serve(new() { Nickname = "Ann" }).Served.InTimeAsync()).Status);
    }

    /// <summary>Asks somebody else, who takes time to answer.</summary>
    private sealed class WaitingPolicy : INicknamePolicy
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsAsked => _asked.Task;

        public void Answer() => _answer.SetResult();

        public async ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await _answer.Task.WaitAsync(cancellationToken);
            return NicknameCheck.Allow(candidate);
        }
    }
}
