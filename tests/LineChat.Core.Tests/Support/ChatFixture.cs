using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using LineChat.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat.Tests.Support;

/// <summary>A chat server that runs, over the in-memory transport and by a clock that stands still; with TCP beside it if asked for.</summary>
internal sealed class ChatFixture : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly InMemoryTransport _transport;
    private readonly List<ChatClient> _clients = [];
    private readonly Counts _counts;

    private ChatFixture(ServiceProvider services)
    {
        _services = services;
        _counts = new(services.GetRequiredService<IMeterFactory>());
        _transport = services.GetRequiredService<InMemoryTransport>();
        Server = services.GetRequiredService<ChatServer>();
        Room = services.GetRequiredService<IChatRoom>();
    }

    public ChatServer Server { get; }

    public Chat Chat => _services.GetRequiredService<Chat>();

    public IChatRoom Room { get; }

    public WatchedTime Time => _services.GetRequiredService<WatchedTime>();

    public static async Task<ChatFixture> StartAsync(
        Action<LineChatOptions>? options = null,
        Action<IServiceCollection>? replace = null,
        bool overTcp = false,
        string? dialect = null)
    {
        var time = new WatchedTime();
        var services = new ServiceCollection().AddMetrics().AddSingleton(time).AddSingleton<TimeProvider>(time);
        replace?.Invoke(services);
        var builder = services.AddLineChat(options).AddTransport<InMemoryTransport>();
        if (dialect is not null) builder.UseDialect(dialect);
        services.PostConfigure<LineChatOptions>(PromptAtOnce);
        if (overTcp) builder.AddTcp("127.0.0.1:0");

        var chat = new ChatFixture(services.BuildServiceProvider());
        await chat.Server.StartAsync(Deadline.Token);
        return chat;
    }

    public MemoryChatClient Connect(int window = 64 * 1024) => Keep(new MemoryChatClient(_transport.Connect(window)));

    public async Task<TcpChatClient> ConnectTcpAsync(int? receiveBuffer = null) =>
        Keep(await TcpChatClient.ConnectAsync(Server.EndPoints[^1], receiveBuffer));

    /// <summary>Connects from an address, by a host that accepts connections itself.</summary>
    public MemoryChatClient ConnectFrom(string address)
    {
        var client = new InMemoryClient(64 * 1024);
        _ = Server.ServeAsync(new WatchedConnection(client.Connection, new IPEndPoint(IPAddress.Parse(address), 50_000)));
        return Keep(new MemoryChatClient(client));
    }

    /// <summary>Connects by a host that accepts connections itself, and knows something about the client.</summary>
    public (MemoryChatClient Client, Task<ServeResult> Served) Serve(ServeOptions? options = null, CancellationToken cancellationToken = default)
    {
        var client = new InMemoryClient(64 * 1024);
        var served = Server.ServeAsync(client.Connection, options, cancellationToken);
        return (Keep(new MemoryChatClient(client)), served);
    }

    /// <summary>A limit has been reached so often, as the meter says.</summary>
    public Task ExpectReachedAsync(ChatLimit limit, long times = 1) =>
        ExpectCountAsync($"linechat.limits.reached {JsonNamingPolicy.SnakeCaseLower.ConvertName($"{limit}")}", times);

    public Task ExpectCountAsync(string name, long count) => _counts.ExpectAsync(name, count);

    /// <summary>Signs on one after the other. Whoever came before has seen the arrivals of those who came later.</summary>
    public async Task<MemoryChatClient[]> SignOnAsync(params string[] names)
    {
        var clients = new List<MemoryChatClient>();
        foreach (string name in names)
        {
            var newcomer = Connect();
            await newcomer.SignOnAsync(name);
            foreach (var client in clients) await client.ExpectLineAsync($"+++ {name} arrived +++");
            clients.Add(newcomer);
        }

        return [.. clients];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        await Server.StopAsync(new CancellationToken(canceled: true));
        _counts.Dispose();
        await _services.DisposeAsync();
    }

    // By a clock that stands still the prompt would never come. Whoever wants to wait for it sets another delay.
    private static void PromptAtOnce(LineChatOptions options)
    {
        if (options.Dialect.PromptDelay == new ChatDialect().PromptDelay) options.Dialect.PromptDelay = TimeSpan.Zero;
    }

    private T Keep<T>(T client)
        where T : ChatClient
    {
        lock (_clients) _clients.Add(client);
        return client;
    }
}
