using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LineChat;

/// <summary>Changes the parts of a chat that <c>AddLineChat()</c> has registered.</summary>
public sealed class LineChatBuilder
{
    internal LineChatBuilder(IServiceCollection services) => Services = services;

    /// <summary>Where the parts are registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Listens on TCP addresses, beside those in <see cref="LineChatOptions.Listen"/>.</summary>
    /// <param name="addresses">Each <c>ADDRESS:PORT</c>, as in <see cref="LineChatOptions.Listen"/>.</param>
    public LineChatBuilder AddTcp(params string[] addresses)
    {
        Services.Configure<LineChatOptions>(options =>
        {
            foreach (string address in addresses) options.Listen.Add(address);
        });
        return this;
    }

    /// <summary>
    /// Adds a transport. The chat then listens on TCP only where <see cref="AddTcp"/> or <see cref="LineChatOptions.Listen"/> say so.
    /// One that was added before is not added again.
    /// </summary>
    /// <typeparam name="T">The transport, made from the services.</typeparam>
    public LineChatBuilder AddTransport<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, ITransport
    {
        Services.TryAddSingleton<T>();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<ITransport, T>(services => services.GetRequiredService<T>()));
        return this;
    }

    /// <summary>
    /// Speaks another dialect. What the configuration section <c>LineChat</c> or <c>AddLineChat(options => ...)</c> sets goes before what the dialect says.
    /// </summary>
    /// <param name="nameOrPath">One of <see cref="ChatDialect.Names"/>, or the path of a JSON file, read when the host starts.</param>
    public LineChatBuilder UseDialect(string nameOrPath) => UseDialect(() =>
    {
        try
        {
            return ChatDialect.Load(nameOrPath);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(LineChatOptions), [exception.Message]);
        }
    });

    /// <summary>
    /// Speaks a dialect of the host's own. What the configuration section <c>LineChat</c> or <c>AddLineChat(options => ...)</c> sets goes before what it says.
    /// </summary>
    /// <param name="dialect">The dialect; it is checked when the host starts.</param>
    public LineChatBuilder UseDialect(ChatDialect dialect) => UseDialect(dialect.Copy);

    /// <summary>Decides by another policy which nicknames are allowed.</summary>
    /// <typeparam name="T">The policy, made from the services.</typeparam>
    public LineChatBuilder UseNicknamePolicy<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, INicknamePolicy
    {
        Services.Replace(ServiceDescriptor.Singleton<INicknamePolicy, T>());
        return this;
    }

    /// <summary>Puts messages into words by another formatter.</summary>
    /// <typeparam name="T">The formatter, made from the services.</typeparam>
    public LineChatBuilder UseMessageFormatter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IMessageFormatter
    {
        Services.Replace(ServiceDescriptor.Singleton<IMessageFormatter, T>());
        return this;
    }

    /// <summary>Adds a command. It takes the place of an earlier one of the same name, built-in ones included.</summary>
    /// <typeparam name="T">The command, made from the services.</typeparam>
    public LineChatBuilder AddCommand<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IChatCommand
    {
        Services.Insert(0, ServiceDescriptor.Singleton<IChatCommand, T>()); // of two with the same name the first counts
        return this;
    }

    /// <summary>Adds a filter, which is asked after those that were added before.</summary>
    /// <typeparam name="T">The filter, made from the services.</typeparam>
    public LineChatBuilder AddFilter<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IChatFilter
    {
        Services.AddSingleton<IChatFilter, T>();
        return this;
    }

    /// <inheritdoc cref="AddFilter{T}()"/>
    /// <param name="filter">The filter.</param>
    public LineChatBuilder AddFilter(IChatFilter filter)
    {
        Services.AddSingleton(filter);
        return this;
    }

    /// <inheritdoc cref="AddFilter{T}()"/>
    /// <param name="factory">Makes the filter when the chat begins.</param>
    public LineChatBuilder AddFilter(Func<IServiceProvider, IChatFilter> factory)
    {
        Services.AddSingleton(factory);
        return this;
    }

    /// <inheritdoc cref="AddFilter{T}()"/>
    /// <param name="filter">Decides as <see cref="IChatFilter.FilterAsync"/> does.</param>
    public LineChatBuilder AddFilter(Func<ChatFilterContext, CancellationToken, ValueTask<ChatFilterResult>> filter) => AddFilter(new FilterFunction(filter));

    // Before whatever else sets options, but behind an earlier choice.
    private LineChatBuilder UseDialect(Func<ChatDialect> dialect)
    {
        int last = Services.Count - 1;
        while (last >= 0 && Services[last].ImplementationInstance is not DialectChoice) last--;
        Services.Insert(last + 1, ServiceDescriptor.Singleton<IConfigureOptions<LineChatOptions>>(new DialectChoice(dialect)));
        return this;
    }

    private sealed class FilterFunction(Func<ChatFilterContext, CancellationToken, ValueTask<ChatFilterResult>> filter) : IChatFilter
    {
        public ValueTask<ChatFilterResult> FilterAsync(ChatFilterContext context, CancellationToken cancellationToken) => filter(context, cancellationToken);
    }

    private sealed class DialectChoice(Func<ChatDialect> dialect) : IConfigureOptions<LineChatOptions>
    {
        public void Configure(LineChatOptions options) => options.Adopt(dialect());
    }
}
