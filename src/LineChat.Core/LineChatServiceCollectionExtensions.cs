using LineChat.DependencyInjection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LineChat;

/// <summary>Adds chats to a host.</summary>
public static class LineChatServiceCollectionExtensions
{
    /// <summary>
    /// Adds a chat that starts and stops with the host. Its services are <see cref="Chat"/>, <see cref="IChatRoom"/> for its lobby, and
    /// <see cref="ChatServer"/> to serve connections of the host's own.
    /// </summary>
    /// <remarks>
    /// The options are read from the section <c>LineChat</c> of the host's configuration, if there is one. Adding the chat again adds
    /// to its configuration. Parts of the chat that are registered before (<see cref="INicknamePolicy"/>,
    /// <see cref="INicknameRegistry"/>,
    /// <see cref="IMessageFormatter"/>, <see cref="ILineCodec"/>) stay.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options, after those of the configuration.</param>
    /// <returns>A builder that changes the parts of the chat.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static LineChatBuilder AddLineChat(this IServiceCollection services, Action<LineChatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return ChatServices.Add(services, null, null, configure);
    }

    /// <summary>Adds a chat as <see cref="AddLineChat(IServiceCollection, Action{LineChatOptions}?)"/> does, and reads its options from
    /// a section of the host's choice.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The configuration that has the settings, in place of the section <c>LineChat</c>. The one that was given last
    /// counts.</param>
    /// <param name="configure">Sets options, after those of the configuration.</param>
    /// <returns>A builder that changes the parts of the chat.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is null.</exception>
    public static LineChatBuilder AddLineChat(
        this IServiceCollection services,
        IConfiguration section,
        Action<LineChatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return ChatServices.Add(services, null, section, configure);
    }

    /// <summary>
    /// Adds a chat with a name, beside others. Its services are keyed by the name: <c>[FromKeyedServices("name")] Chat</c>; its options are
    /// those of the name.
    /// </summary>
    /// <remarks>
    /// The options are read from the section <c>LineChat:Chats:NAME</c> of the host's configuration, if there is one. Each chat has its own
    /// transports, parts and rooms, and nothing of one is known in another. Adding a chat of the same name again adds to its configuration.
    /// </remarks>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name of the chat, compared ordinally.</param>
    /// <param name="configure">Sets options, after those of the configuration.</param>
    /// <returns>A builder that changes the parts of the chat.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank, or has a colon.</exception>
    public static LineChatBuilder AddLineChat(this IServiceCollection services, string name, Action<LineChatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return ChatServices.Add(services, Checked(name), null, configure);
    }

    /// <summary>Adds a chat with a name as <see cref="AddLineChat(IServiceCollection, string, Action{LineChatOptions}?)"/> does, and
    /// reads its options from a section of the host's choice.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="name">The name of the chat, compared ordinally.</param>
    /// <param name="section">The configuration that has the settings, in place of the section <c>LineChat:Chats:NAME</c>. The one that
    /// was given last counts.</param>
    /// <param name="configure">Sets options, after those of the configuration.</param>
    /// <returns>A builder that changes the parts of the chat.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="section"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank, or has a colon.</exception>
    public static LineChatBuilder AddLineChat(
        this IServiceCollection services,
        string name,
        IConfiguration section,
        Action<LineChatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return ChatServices.Add(services, Checked(name), section, configure);
    }

    private static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Contains(':', StringComparison.Ordinal)) throw new ArgumentException("A colon divides the sections of a configuration: write a name without one.", nameof(name));
        return name;
    }
}
