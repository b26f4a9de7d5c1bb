using System.Diagnostics.Metrics;
using LineChat.Commands;
using LineChat.Diagnostics;
using LineChat.Rooms;
using LineChat.Sessions;
using LineChat.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LineChat.DependencyInjection;

/// <summary>
/// The services of a chat, keyed by its name. The chat without a name has the key null, which is a service without a key. Nothing is shared
/// by two chats but the clock, the meter and the log: each has its own poller, thread and io_uring too, so that neither waits for the
/// other.
/// </summary>
internal static class ChatServices
{
    public static LineChatBuilder Add(
        IServiceCollection services,
        string? name,
        IConfiguration? section,
        Action<LineChatOptions>? configure)
    {
        var chat = services.Select(service => service.ImplementationInstance).OfType<ChatRegistration>().FirstOrDefault(other => other.Name == name);
        if (chat is null) AddTo(services, chat = new(name));
        if (section is not null) chat.Section = section;
        if (configure is not null) services.Configure(chat.OptionsName, configure);
        return new(services, chat);
    }

    private static void AddTo(IServiceCollection services, ChatRegistration chat)
    {
        services.AddSingleton(chat);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new ChatMeter(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IOptionsFactory<LineChatOptions>>(NewOptionsFactory);
        services.AddSingleton<IConfigureOptions<LineChatOptions>>(NewConfigurationOptions);
        services.AddSingleton<IOptionsChangeTokenSource<LineChatOptions>>(NewConfigurationOptions);
        services.AddSingleton<IValidateOptions<LineChatOptions>>(new LineChatOptionsValidator(chat));
        services.AddOptions<LineChatOptions>(chat.OptionsName).ValidateOnStart();

        Add(parts => OptionsReload.Follow(parts.Provider.GetRequiredService<IOptionsMonitor<LineChatOptions>>(), chat, parts.Logger<ChatServer>()));
        Add<INicknamePolicy>(parts => new CurrentNicknamePolicy(parts.Options));
        Add<ILineCodec>(parts => new CurrentCodec(parts.Options));
        Add<IMessageFormatter>(parts => new CurrentFormatter(parts.Options));
        Add<INicknameRegistry>(_ => new NicknameRegistry());
        Add(parts => new ChatMetrics(parts.Provider.GetRequiredService<ChatMeter>(), chat.Name));
        Add(parts => new Poller(parts.Options.AtStart.Tcp.UnsafeInlineSessions, new(parts.Time, parts.Logger<Poller>())));
        Add(parts => new SocketBatchSenders(parts.Options.AtStart.Tcp.UseIoUring, parts.Logger<SocketBatchSender>()));
        Add<Chat>(NewChat);
        Add(parts => parts.Get<Chat>().Lobby);
        Add(NewServer);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ChatServer>(chat.Name)); // AddHostedService would drop the second

        ConfigurationOptions NewConfigurationOptions(IServiceProvider provider) => new(chat, provider.GetService<IConfiguration>(), [.. provider.GetServices<ChatRegistration>()]);

        void Add<T>(Func<ChatParts, T> make)
            where T : class => services.TryAdd(ServiceDescriptor.KeyedSingleton<T>(chat.Name, (provider, _) => make(new(provider, chat.Name))));
    }

    private static LastGoodOptions NewOptionsFactory(IServiceProvider provider) => new(
        provider.GetServices<IConfigureOptions<LineChatOptions>>(),
        provider.GetServices<IPostConfigureOptions<LineChatOptions>>(),
        provider.GetServices<IValidateOptions<LineChatOptions>>(),
        new ChatParts(provider, null).Logger<ChatServer>());

    private static ChatCore NewChat(ChatParts parts) => new(
        parts.Options,
        parts.Get<INicknamePolicy>(),
        parts.Get<INicknameRegistry>(),
        [parts.Get<IMessageFormatter>()],
        [.. parts.All<IChatFilter>()],
        parts.Get<ChatMetrics>(),
        new(parts.Get<SocketBatchSenders>().Create),
        parts.Time,
        parts.Logger<Chat>());

    private static ChatServer NewServer(ChatParts parts)
    {
        var options = parts.Options.AtStart;
        var chat = parts.Get<Chat>();
        var session = new SessionServices(
            parts.Options,
            chat,
            parts.Get<ILineCodec>(),
            parts.Get<IMessageFormatter>(),
            new CommandTable(chat, [.. BuiltInCommands.For(parts.Options, parts.Time), .. parts.All<IChatCommand>()]),
            parts.Time,
            parts.Get<ChatMetrics>(),
            parts.Logger<ChatServer>());

        ITransport[] transports = [.. parts.All<ITransport>().Distinct()]; // one that is added twice is bound once
        IList<string> listen = options.Listen.Count == 0 && transports.Length == 0 ? [options.Dialect.Listen] : options.Listen;
        if (listen.Count == 0) return new(session, transports);

        var tcp = new TcpTransport([.. listen.Select(TcpAddress.Parse)], options.Tcp.Backlog, parts.Get<Poller>(), parts.Time, parts.Logger<TcpTransport>());
        return new(session, [.. transports, tcp]);
    }

    /// <summary>The services of one chat.</summary>
    private readonly record struct ChatParts(IServiceProvider Provider, string? Name)
    {
        public CurrentOptions Options => Get<CurrentOptions>();

        public TimeProvider Time => Provider.GetRequiredService<TimeProvider>();

        public T Get<T>()
            where T : class => Provider.GetRequiredKeyedService<T>(Name);

        public IEnumerable<T> All<T>() => Provider.GetKeyedServices<T>(Name);

        // A chat with a name has categories of its own, as each HttpClient of a factory has.
        public ILogger<T> Logger<T>()
        {
            if (Provider.GetService<ILoggerFactory>() is not { } factory) return NullLogger<T>.Instance;
            return new GuardedLogger<T>(factory.CreateLogger(Name is null ? typeof(T).FullName! : $"{typeof(T).FullName}.{Name}"));
        }
    }
}
