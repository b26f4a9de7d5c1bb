using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using LineChat.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LineChat.Tests.DependencyInjection;

/// <summary>Several chats in one host, each with its own parts.</summary>
public sealed class NamedChatsTests
{
    private readonly HostApplicationBuilder _host = Host.CreateEmptyApplicationBuilder(new());

    [Fact]
    public async Task Two_chats_start_with_one_host_and_people_talk_in_both()
    {
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("work").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        await using var ann = Connect(host, "game");
        await using var ben = Connect(host, "game");
        await using var otherAnn = Connect(host, "work");
        await using var zoe = Connect(host, "work");
        await ann.SignOnAsync("Ann");
        await ben.SignOnAsync("Ben");
        await ann.ExpectLineAsync("+++ Ben arrived +++");
        await otherAnn.SignOnAsync("Ann");
        await zoe.SignOnAsync("Zoe");
        await otherAnn.ExpectLineAsync("+++ Zoe arrived +++");

        await ben.TypeLineAsync("in the game");
        await zoe.TypeLineAsync("at work");
        await ann.ExpectLineAsync("Ben> in the game");
        await otherAnn.ExpectLineAsync("Zoe> at work");
        await ann.TypeLineAsync("/msg Zoe hello");
        await ann.ExpectLineAsync("Nobody here is called Zoe. Type /who to see who is here.");
        Assert.Equal(["Ann", "Ben"], host.Services.GetRequiredKeyedService<Chat>("game").Members.Select(member => member.Nickname));
        Assert.Equal(["Ann", "Zoe"], host.Services.GetRequiredKeyedService<IChatRoom>("work").Members.Select(member => member.Nickname));

        await host.StopAsync();
        await ann.ExpectLineAsync("*** The server is stopping. ***");
        await otherAnn.ExpectLineAsync("*** The server is stopping. ***");
    }

    [Fact]
    public async Task A_chat_without_a_name_and_one_with_a_name_are_two()
    {
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        Assert.NotSame(host.Services.GetRequiredService<Chat>(), host.Services.GetRequiredKeyedService<Chat>("game"));
        Assert.NotSame(host.Services.GetRequiredService<InMemoryTransport>(), host.Services.GetRequiredKeyedService<InMemoryTransport>("game"));
        Assert.Equal(2, host.Services.GetServices<IHostedService>().OfType<ChatServer>().Distinct().Count());
        Assert.Single(host.Services.GetServices<Chat>());
        await host.StopAsync();
    }

    [Fact]
    public async Task Each_chat_listens_at_its_own_addresses()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LineChat:Chats:game:Listen"] = "127.0.0.1:0" });
        _host.Services.AddLineChat("game");
        _host.Services.AddLineChat("work").AddTcp("127.0.0.1:0", "127.0.0.1:0");
        using var host = _host.Build();
        await host.StartAsync();
        var game = host.Services.GetRequiredKeyedService<ChatServer>("game").EndPoints;
        var work = host.Services.GetRequiredKeyedService<ChatServer>("work").EndPoints;
        Assert.Equal((1, 2), (game.Count, work.Count));
        Assert.Equal(3, game.Concat(work).Cast<IPEndPoint>().Select(endPoint => endPoint.Port).Distinct().Count());
        await using var client = await TcpChatClient.ConnectAsync(work[1], null);
        await client.SignOnAsync("Ann");
        Assert.Single(host.Services.GetRequiredKeyedService<Chat>("work").Members);
        await host.StopAsync();
    }

    [Fact]
    public void Each_chat_has_its_options()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LineChat:Tcp:Backlog"] = "5",
            ["LineChat:Chats:game:Tcp:Backlog"] = "6",
            ["LineChat:Chats:GAME:Limits:LineBurst"] = "6",
        });
        _host.Services.AddLineChat(options => options.Log.HistoryLines = 5).UseDialect("java");
        _host.Services.AddLineChat("game", options => options.Log.HistoryLines = 6).UseDialect("python");
        _host.Services.AddLineChat("work");
        using var host = _host.Build();
        var monitor = host.Services.GetRequiredService<IOptionsMonitor<LineChatOptions>>();
        var (unnamed, game, work) = (monitor.CurrentValue, monitor.Get("game"), monitor.Get("work"));
        Assert.Equal([(5, 20, 5), (6, 6, 6), (1024, 20, 0)], new[] { unnamed, game, work }.Select(one => (one.Tcp.Backlog, one.Limits.LineBurst, one.Log.HistoryLines)));
        Assert.Equal(("Java", "Python", ""), (unnamed.Dialect.Language, game.Dialect.Language, work.Dialect.Language));
        Assert.Equal(5, host.Services.GetRequiredService<IOptions<LineChatOptions>>().Value.Tcp.Backlog);
    }

    [Fact]
    public void Adding_a_chat_of_one_name_twice_gives_one()
    {
        _host.Services.AddLineChat("game", options => options.Tcp.Backlog = 7).AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("game", options => options.Limits.LineBurst = 7);
        using var host = _host.Build();
        Assert.Same(host.Services.GetRequiredKeyedService<ChatServer>("game"), Assert.Single(host.Services.GetServices<IHostedService>()));
        Assert.Single(host.Services.GetKeyedServices<Chat>("game"));
        var options = host.Services.GetRequiredService<IOptionsMonitor<LineChatOptions>>().Get("game");
        Assert.Equal((7, 7), (options.Tcp.Backlog, options.Limits.LineBurst));
    }

    [Fact]
    public async Task A_part_of_one_chat_is_not_a_part_of_another()
    {
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>()
            .UseNicknamePolicy(new OnlyPlayers())
            .AddCommand("score", "shows the score", (context, cancellationToken) => context.ReplyAsync("1:0", cancellationToken))
            .AddFilter((_, _) => new(ChatFilterResult.Refuse("Play.")));
        _host.Services.AddLineChat("work").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        await using var player = Connect(host, "game");
        await player.ExpectAsync(ChatClient.Prompt);
        await player.TypeLineAsync("Ann");
        await player.ExpectAsync("Players only.");
        await using var worker = Connect(host, "work");
        await worker.SignOnAsync("Ann");
        await worker.TypeLineAsync("/score");
        await worker.ExpectLineAsync("There is no command /score. Type /help for commands.");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_part_that_is_made_from_the_services_gets_the_chat_that_it_is_a_part_of()
    {
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>().AddCommand<CountCommand>();
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>().AddCommand<CountCommand>();
        using var host = _host.Build();
        await host.StartAsync();
        await using var ann = Connect(host, "game");
        await ann.SignOnAsync("Ann");
        await ann.TypeLineAsync("/count");
        await ann.ExpectLineAsync("1");
        await host.StopAsync();
    }

    [Fact]
    public async Task Wrong_options_of_a_chat_are_told_with_their_path()
    {
        _host.Services.AddLineChat("game", options => options.Tcp.Backlog = 0).AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("work").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["LineChat:Chats:game:Tcp:Backlog is 0; it must be a whole number from 1 to 65,535."], exception.Failures);
    }

    [Theory]
    [InlineData("LineChat:Chats:game:Backlogg", "Unknown setting LineChat:Chats:game:Backlogg. Did you mean LineChat:Chats:game:Tcp:Backlog?")]
    [InlineData("LineChat:Chats:gmae:Listen", "Unknown chat LineChat:Chats:gmae. There are game, work.")]
    [InlineData("LineChat:Chats", "LineChat:Chats is \"7\"; write the names of chats below it, and the settings of each.")]
    [InlineData("LineChat:Listen", "LineChat:Listen is a setting of a chat without a name, and there is none here. Write it below LineChat:Chats:game.")]
    public async Task What_no_chat_reads_is_refused(string path, string problem)
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [path] = "7" });
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("work").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal([problem], exception.Failures);
    }

    [Fact]
    public async Task Where_no_chat_has_a_name_the_section_of_chats_is_refused()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["LineChat:Chats:game:Listen"] = "127.0.0.1:0" });
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["Unknown chat LineChat:Chats:game. There are no chats with names."], exception.Failures);
    }

    [Fact]
    public async Task Options_are_read_from_the_section_that_the_host_gives()
    {
        _host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LineChat:Misspelt"] = "nobody reads this",
            ["Talk:Tcp:Backlog"] = "7",
            ["Talk:Limits:LineBurst"] = "0",
            ["Game:Tcp:Backlog"] = "8",
        });
        _host.Services.AddLineChat(_host.Configuration.GetSection("Talk")).AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("game", _host.Configuration.GetSection("Game"), options => options.Tcp.Backlog++).AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        var monitor = host.Services.GetRequiredService<IOptionsMonitor<LineChatOptions>>();
        Assert.Equal(9, monitor.Get("game").Tcp.Backlog);
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Equal(["Talk:Limits:LineBurst is 0; it must be a whole number from 1 to 1,000,000."], exception.Failures);
    }

    [Fact]
    public void The_section_that_was_given_last_counts()
    {
        var first = new ConfigurationBuilder().AddInMemoryCollection([new("Tcp:Backlog", "7"), new("Limits:LineBurst", "7")]).Build();
        var last = new ConfigurationBuilder().AddInMemoryCollection([new("Tcp:Backlog", "8")]).Build();
        _host.Services.AddLineChat(first);
        _host.Services.AddLineChat();
        _host.Services.AddLineChat(last);
        using var host = _host.Build();
        var options = host.Services.GetRequiredService<IOptionsMonitor<LineChatOptions>>().CurrentValue;
        Assert.Equal((8, 20), (options.Tcp.Backlog, options.Limits.LineBurst));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a:b")]
    public void A_name_that_is_no_section_of_a_configuration_is_refused(string name) => Assert.Throws<ArgumentException>(nameof(name), () => _host.Services.AddLineChat(name));

    [Fact]
    public async Task What_chats_with_names_count_has_the_name_as_a_tag()
    {
        _host.Services.AddLineChat().AddTransport<InMemoryTransport>();
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        await using var ann = Connect(host, "game");
        await using var ben = Connect(host, "game");
        await ann.SignOnAsync("Ann");
        await ben.SignOnAsync("Ben");

        var factory = host.Services.GetRequiredService<IMeterFactory>();
        var read = new List<(string Name, long Count, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory)) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => read.Add((instrument.Name, count, string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal([0, 2], read.Where(one => one.Name == "linechat.members").Select(one => one.Count));
        Assert.Equal(["", "linechat.chat.name=game"], read.Where(one => one.Name == "linechat.members").Select(one => one.Tags));
        Assert.Contains(("linechat.sign_ons", 2, "linechat.nickname.status=accepted linechat.chat.name=game"), read);
        Assert.Contains(("linechat.sign_ons", 0, "linechat.nickname.status=accepted"), read);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_a_chat_with_a_name_logs_has_a_category_of_its_own()
    {
        var categories = new Categories();
        _host.Logging.AddProvider(categories);
        _host.Services.AddLineChat("game").AddTransport<InMemoryTransport>();
        using var host = _host.Build();
        await host.StartAsync();
        Assert.Contains("LineChat.ChatServer.game", categories.Names);
        await host.StopAsync();
    }

    private static MemoryChatClient Connect(IHost host, string chat) => new(host.Services.GetRequiredKeyedService<InMemoryTransport>(chat).Connect());

    private sealed class OnlyPlayers : INicknamePolicy
    {
        public ValueTask<NicknameCheck> CheckAsync(string candidate, CancellationToken cancellationToken) => new(NicknameCheck.Refuse("Players only."));
    }

    private sealed class CountCommand([FromKeyedServices] Chat chat) : IChatCommand
    {
        public string Name => "count";

        public string Usage => "/count";

        public string Description => "counts the members of the chat";

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) => context.ReplyAsync($"{chat.Members.Count}", cancellationToken);
    }

    private sealed class Categories : ILoggerProvider
    {
        public ConcurrentBag<string> Names { get; } = [];

        public ILogger CreateLogger(string categoryName)
        {
            Names.Add(categoryName);
            return NullLogger.Instance;
        }

        public void Dispose()
        {
        }
    }
}
