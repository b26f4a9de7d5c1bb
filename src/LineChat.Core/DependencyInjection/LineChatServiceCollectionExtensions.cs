using System.Diagnostics.Metrics;
using LineChat;
using LineChat.Commands;
using LineChat.DependencyInjection;
using LineChat.Diagnostics;
using LineChat.Rooms;
using LineChat.Sessions;
using LineChat.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a chat to a host.</summary>
public static class LineChatServiceCollectionExtensions
{
    /// <summary>
    /// Adds a chat that starts and stops with the host: <see cref="Chat"/> and, for its lobby, <see cref="IChatRoom"/> for the host's own
    /// code, <see cref="ChatServer"/> for who serves
    /// connections itself. Whatever of it is registered already (<see cref="INicknamePolicy"/>, <see cref="INicknameRegistry"/>,
    /// <see cref="IMessageFormatter"/>,
    /// <see cref="ILineCodec"/>, <see cref="ITransport"/>, <see cref="IChatCommand"/>, <see cref="TimeProvider"/>) stays.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets options, after those from the configuration section <c>LineChat</c>.</param>
    /// <returns>A builder that changes the parts.</returns>
    public static LineChatBuilder AddLineChat(this IServiceCollection services, Action<LineChatOptions>? configure = null)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<LineChatOptions>, ConfigurationOptions>(
            provider => new(provider.GetService<IConfiguration>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOptionsChangeTokenSource<LineChatOptions>, ConfigurationOptions>(
            provider => new(provider.GetService<IConfiguration>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LineChatOptions>, LineChatOptionsValidator>());
        services.AddOptions<LineChatOptions>().ValidateOnStart();
        services.TryAddSingleton<IOptionsFactory<LineChatOptions>>(NewOptionsFactory);
        services.TryAddSingleton(provider => OptionsReload.Follow(provider.GetRequiredService<IOptionsMonitor<LineChatOptions>>(), Microsoft.Extensions.Options.Options.DefaultName, Logger<ChatServer>(provider)));
        if (configure is not null) services.Configure(configure);

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INicknamePolicy>(provider => new CurrentNicknamePolicy(Current(provider)));
        services.TryAddSingleton<ILineCodec>(provider => new CurrentCodec(Current(provider)));
        services.TryAddSingleton<IMessageFormatter>(provider => new CurrentFormatter(Current(provider)));
        services.TryAddSingleton(provider => new ChatMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => new Poller(Current(provider).AtStart.Tcp.UnsafeInlineSessions));
        services.TryAddSingleton(provider => new SocketBatchSenders(Current(provider).AtStart.Tcp.UseIoUring, Logger<SocketBatchSender>(provider)));
        services.TryAddSingleton<INicknameRegistry, NicknameRegistry>();
        services.TryAddSingleton<Chat>(NewChat);
        services.TryAddSingleton(provider => provider.GetRequiredService<Chat>().Lobby);
        services.TryAddSingleton(NewServer);
        services.AddHostedService(provider => provider.GetRequiredService<ChatServer>());

        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IChatCommand, HelpCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, WhoCommand>(provider => new(Current(provider))),
            ServiceDescriptor.Singleton<IChatCommand, MeCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, MsgCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, ReplyCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, NickCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, JoinCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, RoomsCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, TopicCommand>(provider => new(Current(provider))),
            ServiceDescriptor.Singleton<IChatCommand, KickCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, MuteCommand>(provider => new(provider.GetRequiredService<TimeProvider>())),
            ServiceDescriptor.Singleton<IChatCommand, UnmuteCommand>(),
            ServiceDescriptor.Singleton<IChatCommand, QuitCommand>(),
        ]);
        return new(services);
    }

    private static CurrentOptions Current(IServiceProvider provider) => provider.GetRequiredService<CurrentOptions>();

    private static LastGoodOptions NewOptionsFactory(IServiceProvider provider) => new(
        provider.GetServices<IConfigureOptions<LineChatOptions>>(),
        provider.GetServices<IPostConfigureOptions<LineChatOptions>>(),
        provider.GetServices<IValidateOptions<LineChatOptions>>(),
        Logger<ChatServer>(provider));

    private static ILogger<T> Logger<T>(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>() is { } factory ? new GuardedLogger<T>(factory.CreateLogger<T>()) : NullLogger<T>.Instance;

    private static ChatCore NewChat(IServiceProvider provider) => new(
        Current(provider),
        provider.GetRequiredService<INicknamePolicy>(),
        provider.GetRequiredService<INicknameRegistry>(),
        [provider.GetRequiredService<IMessageFormatter>()],
        [.. provider.GetServices<IChatFilter>()],
        provider.GetRequiredService<ChatMetrics>(),
        new(provider.GetRequiredService<SocketBatchSenders>().Create),
        provider.GetRequiredService<TimeProvider>(),
        Logger<Chat>(provider));

    private static ChatServer NewServer(IServiceProvider provider)
    {
        var current = Current(provider);
        var options = current.AtStart;
        var time = provider.GetRequiredService<TimeProvider>();
        var chat = provider.GetRequiredService<Chat>();
        var commands = provider.GetServices<IChatCommand>();
        if (!current.HasRooms) commands = commands.Where(command => command is not (JoinCommand or RoomsCommand or TopicCommand));
        var session = new SessionServices(
            current,
            chat,
            provider.GetRequiredService<ILineCodec>(),
            provider.GetRequiredService<IMessageFormatter>(),
            new CommandTable(chat, commands),
            time,
            provider.GetRequiredService<ChatMetrics>(),
            Logger<ChatServer>(provider));

        ITransport[] transports = [.. provider.GetServices<ITransport>()];
        IList<string> listen = options.Listen.Count == 0 && transports.Length == 0 ? [options.Dialect.Listen] : options.Listen;
        if (listen.Count == 0) return new(session, transports);

        var tcp = new TcpTransport([.. listen.Select(TcpAddress.Parse)], options.Tcp.Backlog, provider.GetRequiredService<Poller>(), time, Logger<TcpTransport>(provider));
        return new(session, [.. transports, tcp]);
    }
}
