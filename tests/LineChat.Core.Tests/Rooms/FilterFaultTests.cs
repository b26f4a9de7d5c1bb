using LineChat.Diagnostics;
using LineChat.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LineChat.Tests.Rooms;

/// <summary>Filters that throw, hang or are slow: that is their author's trouble, and nobody else notices.</summary>
public sealed class FilterFaultTests
{
    private const string Failed = "That could not be checked, and was not done. It has been logged.";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly RecordingLogger _log = new();

    public static TheoryData<string> Typed => ["bad", "/me bad", "/msg Ben bad", "/nick bad", "/topic bad", "/join bad"];

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Whose_filter_throws_is_told_and_stays_and_it_is_logged(string typed)
    {
        await using var chat = await StartAsync(new Filter(context => context.Text == "bad" ? throw new IOException("The filter has failed.") : ChatFilterResult.Pass));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await clients[1].TypeLineAsync(typed);
        await clients[1].ExpectLineAsync(Failed);
        await clients[1].TypeLineAsync("still here");
        await clients[0].ExpectLineAsync("Zoe> still here");
        string logged = Assert.Single(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.StartsWith("Error: The filter LineChat.Tests.Support.Filter failed, and what Zoe wanted to do (", logged, StringComparison.Ordinal);
        Assert.EndsWith("The filter has failed.", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_filter_throws_at_the_prompt_is_told_and_may_try_again()
    {
        await using var chat = await StartAsync(new Filter(context => context.Text == "bad" ? throw new IOException("The filter has failed.") : ChatFilterResult.Pass));
        var zoe = chat.Connect();
        await zoe.ExpectAsync(ChatClient.Prompt);
        await zoe.TypeLineAsync("bad");
        await zoe.ExpectAsync("It could not be checked. Please enter your name: ");
        await zoe.TypeLineAsync("Zoe");
        await zoe.ExpectLineAsync("Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Whose_filter_hangs_is_told_when_the_time_is_over_and_nobody_else_waits(string typed)
    {
        var given = new TaskCompletionSource<CancellationToken>();
        await using var chat = await StartAsync(new Filter((context, cancellationToken) =>
        {
            if (context.Text != "bad") return new(ChatFilterResult.Pass);
            given.SetResult(cancellationToken);
            return new(new TaskCompletionSource<ChatFilterResult>().Task);
        }));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await clients[1].TypeLineAsync(typed);
        await clients[1].TypeLineAsync("still here");
        var token = await given.Task.InTimeAsync();
        await clients[0].TypeLineAsync("hello");
        await clients[1].ExpectLineAsync("Ben> hello");
        Assert.False(token.IsCancellationRequested);

        await chat.Time.PassAsync(Limit);
        await clients[1].ExpectLineAsync(Failed);
        await clients[0].ExpectLineAsync("Zoe> still here");
        Assert.True(token.IsCancellationRequested);
        await chat.ExpectReachedAsync(ChatLimit.FilterTime);
        Assert.StartsWith("Error: The filter LineChat.Tests.Support.Filter takes too long", Assert.Single(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_filter_hangs_at_the_prompt_is_told_when_the_time_is_over_and_may_try_again()
    {
        await using var chat = await StartAsync(Hanging(out var hangs));
        var zoe = chat.Connect();
        await zoe.ExpectAsync(ChatClient.Prompt);
        await zoe.TypeLineAsync("bad");
        await hangs.InTimeAsync();
        await chat.Time.PassAsync(Limit);
        await zoe.ExpectAsync("It could not be checked. Please enter your name: ");
        await zoe.TypeLineAsync("Zoe");
        await zoe.ExpectLineAsync("Welcome, Zoe! 1 here: Zoe. Type /help for commands.");
    }

    [Fact]
    public async Task The_time_is_for_all_filters_together_and_may_be_another()
    {
        var second = new TaskCompletionSource();
        var first = new TaskCompletionSource<ChatFilterResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var chat = await ChatFixture.StartAsync(
            options => options.Limits.FilterTimeout = TimeSpan.FromSeconds(2),
            services => services
                .AddSingleton<IChatFilter>(new Filter((context, _) => context.Text == "bad" ? new(first.Task) : default))
                .AddSingleton<IChatFilter>(new Filter((context, _) =>
                {
                    if (context.Text != "bad") return default;
                    second.SetResult();
                    return new(new TaskCompletionSource<ChatFilterResult>().Task);
                })));
        var bot = chat.Room.Join("Bot").Member!;
        var said = bot.SayAsync("bad").AsTask();
        chat.Time.Advance(TimeSpan.FromSeconds(1));
        first.SetResult(ChatFilterResult.Pass);
        await second.Task.InTimeAsync();
        chat.Time.Advance(TimeSpan.FromSeconds(1));
        chat.Time.Advance(TimeLimit.SecondLook);
        var result = await said.InTimeAsync();
        Assert.Equal((SayStatus.Refused, "It could not be checked."), (result.Status, result.Reason));
    }

    [Fact]
    public async Task Without_a_limit_a_filter_may_take_as_long_as_it_likes()
    {
        var answer = new TaskCompletionSource<ChatFilterResult>();
        await using var chat = await ChatFixture.StartAsync(
            options => options.Limits.FilterTimeout = TimeSpan.Zero,
            services => services.AddSingleton<IChatFilter>(new Filter((context, _) => context.Action == ChatAction.Say ? new(answer.Task) : default)));
        var said = chat.Room.Join("Bot").Member!.SayAsync("x").AsTask();
        chat.Time.Advance(TimeSpan.FromDays(1));
        Assert.False(said.IsCompleted);
        answer.SetResult(ChatFilterResult.Pass);
        Assert.True((await said.InTimeAsync()).Succeeded);
    }

    [Fact]
    public async Task What_one_says_is_said_in_its_order_however_long_a_filter_takes_for_it()
    {
        var slow = new TaskCompletionSource<ChatFilterResult>();
        await using var chat = await StartAsync(new Filter((context, _) => context.Text == "1" ? new(slow.Task) : default));
        var clients = await chat.SignOnAsync("Ben", "Zoe");
        await clients[1].TypeAsync("1\n2\n/me 3\n");
        await clients[0].TypeLineAsync("hello");
        await clients[1].ExpectLineAsync("Ben> hello");
        slow.SetResult(ChatFilterResult.Replace("one"));
        await clients[0].ExpectLineAsync("Zoe> one");
        await clients[0].ExpectLineAsync("Zoe> 2");
        await clients[0].ExpectLineAsync("* Zoe 3");
    }

    [Fact]
    public async Task Who_is_muted_while_a_filter_thinks_is_not_heard()
    {
        var slow = new TaskCompletionSource<ChatFilterResult>();
        await using var chat = await StartAsync(new Filter((context, _) => context.Action == ChatAction.Say ? new(slow.Task) : default));
        var bot = chat.Room.Join("Bot").Member!;
        var said = bot.SayAsync("x").AsTask();
        await bot.MuteAsync(DateTimeOffset.MaxValue);
        slow.SetResult(ChatFilterResult.Pass);
        Assert.Equal("The member is muted.", (await said.InTimeAsync()).Reason);
    }

    [Theory]
    [InlineData("leave")]
    [InlineData("kick")]
    [InlineData("stop")]
    [InlineData("reset")]
    public async Task A_filter_that_hangs_does_not_hold_its_author(string end)
    {
        await using var chat = await StartAsync(Hanging(out var hangs));
        var ben = (await chat.SignOnAsync("Ben"))[0];
        await using var peer = new InMemoryClient(64 * 1024);
        var connection = new WatchedConnection(peer.Connection);
        var served = chat.Server.ServeAsync(connection);
        await peer.TypeAsync("Zoe\nbad\nnot said\n");
        await hangs.InTimeAsync();
        await ben.ExpectLineAsync("+++ Zoe arrived +++");
        var zoe = (await chat.Chat.FindMemberAsync("Zoe"))!;
        switch (end)
        {
            case "leave":
                zoe.Leave();
                await ben.ExpectLineAsync("--- Zoe left ---");
                break;
            case "kick":
                await zoe.KickAsync("asleep");
                await ben.ExpectLineAsync("--- Zoe was removed: asleep ---");
                break;
            case "stop":
                await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
                await ben.ExpectLineAsync("*** The server is stopping. ***");
                break;
            case "reset":
                peer.Reset();
                chat.Room.Announce("next"); // whoever sends to it finds it gone
                await ben.ExpectLineAsync("*** next ***");
                await ben.ExpectLineAsync("--- Zoe left ---");
                break;
        }

        await served.InTimeAsync();
        Assert.Equal(1, connection.Disposals);
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("reset")]
    public async Task A_filter_that_hangs_holds_nobody_at_the_prompt(string end)
    {
        await using var chat = await StartAsync(Hanging(out var hangs));
        await using var peer = new InMemoryClient(64 * 1024);
        var connection = new WatchedConnection(peer.Connection);
        var served = chat.Server.ServeAsync(connection);
        await peer.TypeAsync("bad\n");
        await hangs.InTimeAsync();
        if (end == "stop") await chat.Server.StopAsync(Deadline.Token).InTimeAsync();
        else peer.Reset();
        if (end == "reset") await chat.Time.PassAsync(Limit);
        await served.InTimeAsync();
        Assert.Equal(1, connection.Disposals);
    }

    [Fact]
    public async Task Who_gives_up_saying_something_gives_up_its_filter()
    {
        await using var chat = await StartAsync(Hanging(out _));
        var bot = chat.Room.Join("Bot").Member!;
        using var source = new CancellationTokenSource();
        var said = bot.SayAsync("bad", source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => said.InTimeAsync());
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.True(bot.Say("good").Succeeded);
    }

    [Fact]
    public async Task A_filter_that_fails_all_the_time_is_logged_once_a_minute_with_how_often()
    {
        await using var chat = await StartAsync(new Filter(context => context.Text == "bad" ? throw new OperationCanceledException("The filter gave up.") : ChatFilterResult.Pass));
        var bot = chat.Room.Join("Bot").Member!;
        for (int i = 0; i < 5; i++) Assert.Equal(SayStatus.Refused, bot.Say("bad").Status);
        Assert.Single(_log.Lines, IsError);
        chat.Time.Advance(TimeSpan.FromMinutes(1));
        bot.Say("bad");
        Assert.Contains("4 more failures since this was logged last.The filter gave up.", _log.Lines.Last(IsError), StringComparison.Ordinal);
        Assert.Equal(2, _log.Lines.Count(IsError));

        static bool IsError(string line) => line.StartsWith("Error", StringComparison.Ordinal);
    }

    private Task<ChatFixture> StartAsync(IChatFilter filter) => ChatFixture.StartAsync(
        options => options.Limits.LinesPerSecond = 0,
        services => services.AddSingleton(filter).AddLogging(logging => logging.AddProvider(_log)));

    private static Filter Hanging(out Task hangs)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        hangs = begun.Task;
        return new((context, _) =>
        {
            if (context.Text != "bad") return default;
            begun.TrySetResult();
            return new(new TaskCompletionSource<ChatFilterResult>().Task);
        });
    }
}
