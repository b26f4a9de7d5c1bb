using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using LineChat.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LineChat;

/// <summary>
/// Changes the parts of a chat that <c>AddLineChat()</c> has added. A part is given as a type, as an instance or by a factory; what
/// there is one of is replaced by <c>Use...</c>, and what there are several of is added by <c>Add...</c>.
/// </summary>
public sealed class LineChatBuilder
{
    private readonly ChatRegistration _chat;

    internal LineChatBuilder(IServiceCollection services, ChatRegistration chat) => (Services, _chat) = (services, chat);

    /// <summary>Gets the services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Gets the name of the chat, which is the key of its services. Null for the chat without a name, whose services have no
    /// key.</summary>
    public string? Name => _chat.Name;

    /// <summary>Listens on TCP addresses, beside those in <see cref="LineChatOptions.Listen"/>.</summary>
    /// <param name="addresses">Each <c>ADDRESS:PORT</c>, as in <see cref="LineChatOptions.Listen"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="addresses"/> is null.</exception>
    public LineChatBuilder AddTcp(params string[] addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        Services.Configure<LineChatOptions>(_chat.OptionsName, options =>
        {
            foreach (string address in addresses) options.Listen.Add(address);
        });
        return this;
    }

    /// <summary>Uses another dialect.</summary>
    /// <remarks>What the configuration or <c>AddLineChat(options => ...)</c> sets counts before what the dialect says.</remarks>
    /// <param name="nameOrPath">One of <see cref="ChatDialect.Names"/>, or the path of a JSON file, read when the host starts.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="nameOrPath"/> is null.</exception>
    public LineChatBuilder UseDialect(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return UseDialect(() =>
        {
            try
            {
                return ChatDialect.Load(nameOrPath);
            }
            catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new OptionsValidationException(_chat.OptionsName, typeof(LineChatOptions), [exception.Message]);
            }
        });
    }

    /// <summary>Uses a dialect of the host's own.</summary>
    /// <remarks>What the configuration or <c>AddLineChat(options => ...)</c> sets counts before what the dialect says.</remarks>
    /// <param name="dialect">The dialect. It is copied and checked when the host starts.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="dialect"/> is null.</exception>
    public LineChatBuilder UseDialect(ChatDialect dialect) => UseDialect(NotNull(dialect).Copy);

    /// <summary>Replaces the policy that decides which nicknames are allowed.</summary>
    /// <typeparam name="T">The type of the policy. It is created from the services; parameters with <c>[FromKeyedServices]</c> are
    /// those of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder UseNicknamePolicy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, INicknamePolicy => Replace(ServiceDescriptor.KeyedSingleton<INicknamePolicy, T>(Name));

    /// <summary>Replaces the policy that decides which nicknames are allowed.</summary>
    /// <param name="policy">The policy. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public LineChatBuilder UseNicknamePolicy(INicknamePolicy policy) => Replace(ServiceDescriptor.KeyedSingleton(Name, NotNull(policy)));

    /// <summary>Replaces the policy that decides which nicknames are allowed.</summary>
    /// <param name="factory">Creates the policy from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder UseNicknamePolicy(Func<IServiceProvider, INicknamePolicy> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Replace(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Replaces the registry that keeps who has which nickname.</summary>
    /// <typeparam name="T">The type of the registry. It is created from the services; parameters with <c>[FromKeyedServices]</c> are
    /// those of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder UseNicknameRegistry<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, INicknameRegistry => Replace(ServiceDescriptor.KeyedSingleton<INicknameRegistry, T>(Name));

    /// <summary>Replaces the registry that keeps who has which nickname.</summary>
    /// <param name="registry">The registry. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="registry"/> is null.</exception>
    public LineChatBuilder UseNicknameRegistry(INicknameRegistry registry) =>
        Replace(ServiceDescriptor.KeyedSingleton(Name, NotNull(registry)));

    /// <summary>Replaces the registry that keeps who has which nickname.</summary>
    /// <param name="factory">Creates the registry from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder UseNicknameRegistry(Func<IServiceProvider, INicknameRegistry> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Replace(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Replaces the formatter that puts messages into words.</summary>
    /// <typeparam name="T">The type of the formatter. It is created from the services; parameters with <c>[FromKeyedServices]</c> are
    /// those of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder UseMessageFormatter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IMessageFormatter => Replace(ServiceDescriptor.KeyedSingleton<IMessageFormatter, T>(Name));

    /// <summary>Replaces the formatter that puts messages into words.</summary>
    /// <param name="formatter">The formatter. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="formatter"/> is null.</exception>
    public LineChatBuilder UseMessageFormatter(IMessageFormatter formatter) =>
        Replace(ServiceDescriptor.KeyedSingleton(Name, NotNull(formatter)));

    /// <summary>Replaces the formatter that puts messages into words.</summary>
    /// <param name="factory">Creates the formatter from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder UseMessageFormatter(Func<IServiceProvider, IMessageFormatter> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Replace(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Replaces the codec that finds lines in what clients send.</summary>
    /// <typeparam name="T">The type of the codec. It is created from the services; parameters with <c>[FromKeyedServices]</c> are those
    /// of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder UseLineCodec<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, ILineCodec => Replace(ServiceDescriptor.KeyedSingleton<ILineCodec, T>(Name));

    /// <summary>Replaces the codec that finds lines in what clients send.</summary>
    /// <param name="codec">The codec. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="codec"/> is null.</exception>
    public LineChatBuilder UseLineCodec(ILineCodec codec) => Replace(ServiceDescriptor.KeyedSingleton(Name, NotNull(codec)));

    /// <summary>Replaces the codec that finds lines in what clients send.</summary>
    /// <param name="factory">Creates the codec from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder UseLineCodec(Func<IServiceProvider, ILineCodec> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Replace(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Adds a transport.</summary>
    /// <remarks>
    /// The chat then listens on TCP only where <see cref="AddTcp"/> or <see cref="LineChatOptions.Listen"/> say so. A transport that is
    /// added twice is bound once.
    /// </remarks>
    /// <typeparam name="T">The type of the transport. It is created from the services; parameters with <c>[FromKeyedServices]</c> are
    /// those of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder AddTransport<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, ITransport
    {
        Services.TryAdd(ServiceDescriptor.KeyedSingleton<T, T>(Name));
        return Add(ServiceDescriptor.KeyedSingleton<ITransport>(Name, (services, _) => services.GetRequiredKeyedService<T>(Name)));
    }

    /// <summary>Adds a transport.</summary>
    /// <remarks>
    /// The chat then listens on TCP only where <see cref="AddTcp"/> or <see cref="LineChatOptions.Listen"/> say so. A transport that is
    /// added twice is bound once.
    /// </remarks>
    /// <param name="transport">The transport. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="transport"/> is null.</exception>
    public LineChatBuilder AddTransport(ITransport transport) => Add(ServiceDescriptor.KeyedSingleton(Name, NotNull(transport)));

    /// <summary>Adds a transport.</summary>
    /// <remarks>
    /// The chat then listens on TCP only where <see cref="AddTcp"/> or <see cref="LineChatOptions.Listen"/> say so. A transport that is
    /// added twice is bound once.
    /// </remarks>
    /// <param name="factory">Creates the transport from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder AddTransport(Func<IServiceProvider, ITransport> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Adds a command. It replaces an earlier one of the same name, be it built in or not.</summary>
    /// <typeparam name="T">The type of the command. It is created from the services; parameters with <c>[FromKeyedServices]</c> are
    /// those of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder AddCommand<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IChatCommand => Add(ServiceDescriptor.KeyedSingleton<IChatCommand, T>(Name));

    /// <summary>Adds a command. It replaces an earlier one of the same name, be it built in or not.</summary>
    /// <param name="command">The command. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    public LineChatBuilder AddCommand(IChatCommand command) => Add(ServiceDescriptor.KeyedSingleton(Name, NotNull(command)));

    /// <summary>Adds a command. It replaces an earlier one of the same name, be it built in or not.</summary>
    /// <param name="factory">Creates the command from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder AddCommand(Func<IServiceProvider, IChatCommand> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Adds a command. It replaces an earlier one of the same name, be it built in or not.</summary>
    /// <param name="name">The word that is typed after the slash.</param>
    /// <param name="description">What the command does, in a few words, as <c>/help</c> shows it.</param>
    /// <param name="execute">Runs the command as <see cref="IChatCommand.ExecuteAsync"/> does.</param>
    /// <param name="usage">How the command is typed, as <c>/help</c> shows it. Defaults to a slash and the name.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="execute"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="description"/> is null, empty or blank.</exception>
    public LineChatBuilder AddCommand(
        string name,
        string description,
        Func<ChatCommandContext, CancellationToken, ValueTask> execute,
        string? usage = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(execute);
        return AddCommand(new CommandFunction(name, usage ?? $"/{name}", description, execute));
    }

    /// <summary>Adds a filter, which is asked after those that were added before.</summary>
    /// <typeparam name="T">The type of the filter. It is created from the services; parameters with <c>[FromKeyedServices]</c> are
    /// those of this chat.</typeparam>
    /// <returns>This builder.</returns>
    public LineChatBuilder AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IChatFilter => Add(ServiceDescriptor.KeyedSingleton<IChatFilter, T>(Name));

    /// <summary>Adds a filter, which is asked after those that were added before.</summary>
    /// <param name="filter">The filter. The host disposes of it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="filter"/> is null.</exception>
    public LineChatBuilder AddFilter(IChatFilter filter) => Add(ServiceDescriptor.KeyedSingleton(Name, NotNull(filter)));

    /// <summary>Adds a filter, which is asked after those that were added before.</summary>
    /// <param name="factory">Creates the filter from the services, once.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="factory"/> is null.</exception>
    public LineChatBuilder AddFilter(Func<IServiceProvider, IChatFilter> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(ServiceDescriptor.KeyedSingleton(Name, (services, _) => factory(services)));
    }

    /// <summary>Adds a filter, which is asked after those that were added before.</summary>
    /// <param name="filter">Decides as <see cref="IChatFilter.FilterAsync"/> does.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="filter"/> is null.</exception>
    public LineChatBuilder AddFilter(Func<ChatFilterContext, CancellationToken, ValueTask<ChatFilterResult>> filter) =>
        AddFilter(new FilterFunction(NotNull(filter)));

    private static T NotNull<T>(T part, [CallerArgumentExpression(nameof(part))] string? name = null)
        where T : class => part ?? throw new ArgumentNullException(name);

    private LineChatBuilder Add(ServiceDescriptor part)
    {
        Services.Add(part);
        return this;
    }

    private LineChatBuilder Replace(ServiceDescriptor part)
    {
        Services.Replace(part);
        return this;
    }

    // Before whatever else sets options, but behind an earlier choice.
    private LineChatBuilder UseDialect(Func<ChatDialect> dialect)
    {
        int last = Services.Count - 1;
        while (last >= 0 && Services[last].ImplementationInstance is not DialectChoice) last--;
        Services.Insert(last + 1, ServiceDescriptor.Singleton<IConfigureOptions<LineChatOptions>>(new DialectChoice(_chat.OptionsName, dialect)));
        return this;
    }

    private sealed class CommandFunction(string name, string usage, string description, Func<ChatCommandContext, CancellationToken, ValueTask> execute) : IChatCommand
    {
        public string Name => name;

        public string Usage => usage;

        public string Description => description;

        public ValueTask ExecuteAsync(ChatCommandContext context, CancellationToken cancellationToken) => execute(context, cancellationToken);
    }

    private sealed class FilterFunction(Func<ChatFilterContext, CancellationToken, ValueTask<ChatFilterResult>> filter) : IChatFilter
    {
        public ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken) => filter(context, cancellationToken);
    }

    private sealed class DialectChoice(string chat, Func<ChatDialect> dialect) : IConfigureNamedOptions<LineChatOptions>
    {
        public void Configure(LineChatOptions options) => Configure(Options.DefaultName, options);

        public void Configure(string? name, LineChatOptions options)
        {
            if (name == chat) options.Adopt(dialect());
        }
    }
}
